import { describe, expect, it } from "vitest";
import { firstDistribution, parseCall, roundTo, withArgument, writeCall } from "./call";

describe("distribution calls", () => {
  it.each([
    ["Pert(8, 10, 15)", "Pert", ["8", "10", "15"]],
    [" =Normal( 0 ,1) ", "Normal", ["0", "1"]],
    ["Discrete({1, 2, 3}, {0.2, 0.3, 0.5})", "Discrete", ["{1, 2, 3}", "{0.2, 0.3, 0.5}"]],
    ["Normal(B3, SUM(C1, C2), Truncate(0, ))", "Normal", ["B3", "SUM(C1, C2)", "Truncate(0, )"]],
    ["Uniform('My, sheet'!A1, 3)", "Uniform", ["'My, sheet'!A1", "3"]],
    ["Poisson()", "Poisson", []],
  ])("reads %s", (text, name, parts) => {
    expect(parseCall(text)).toEqual({ name, arguments: parts });
  });

  it("refuses what is no call", () => {
    for (const text of ["", "12", "Normal(1, 2", "Normal 1, 2)", "Normal(1))", 'Normal("1)']) {
      expect(parseCall(text)).toBeUndefined();
    }
  });

  it("replaces one argument", () => {
    const call = parseCall("Pert(8, 10, 15)");
    expect(call && writeCall(withArgument(call, 1, "11.5"))).toBe("Pert(8, 11.5, 15)");
  });
});

describe("numbers that were dragged", () => {
  it("have the digits of the step", () => {
    expect(roundTo(10.23456, 0.01)).toBe(10.23);
    expect(roundTo(123456, 100)).toBe(123500);
    expect(roundTo(0.000123456, 0.000001)).toBe(0.000123);
  });

  it("begin around the cell's number", () => {
    expect(firstDistribution(100)).toBe("Pert(90, 100, 110)");
    expect(firstDistribution(-0.02)).toBe("Pert(-0.022, -0.02, -0.018)");
    expect(firstDistribution(0)).toBe("Pert(-1, 0, 1)");
  });
});
