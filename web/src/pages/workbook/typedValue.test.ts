import { describe, expect, it } from "vitest";
import { typedValue } from "./typedValue";

describe("what is typed into a cell", () => {
  it.each([
    ["12", 12],
    [" -3.5 ", -3.5],
    ["−3.5", -3.5],
    ["1,234,567.5", 1234567.5],
    ["12%", 0.12],
    ["1e3", 1000],
    [".5", 0.5],
    ["true", true],
    ["FALSE", false],
    ["", null],
    ["12 apples", "12 apples"],
    ["1,23", "1,23"],
    [".", "."],
    ["1e999", "1e999"],
    ["-", "-"],
  ])("%s is %s", (text, value) => expect(typedValue(text)).toEqual(value));
});
