import { describe, expect, it } from "vitest";
import {
  curveOfBins,
  moveDelimiter,
  probabilityBelow,
  probabilityBetween,
  quantile,
} from "./probability";

// A uniform law on 0 to 10, whose cumulative probability is value / 10.
const uniform = Array.from({ length: 11 }, (_, value) => ({ value, probability: value / 10 }));
// Two atoms: 30% at 1, 70% at 5.
const atoms = [
  { value: 1, probability: 0.3 },
  { value: 5, probability: 0.3 },
  { value: 5, probability: 1 },
];

describe("probability from a cumulative curve", () => {
  it("is linear between the points", () => {
    expect(probabilityBelow(uniform, 2.5)).toBeCloseTo(0.25, 12);
    expect(probabilityBetween(uniform, { low: 2.5, high: 9 })).toBeCloseTo(0.65, 12);
  });

  it("is 0 and 1 outside", () => {
    expect(probabilityBelow(uniform, -1)).toBe(0);
    expect(probabilityBelow(uniform, 11)).toBe(1);
    expect(probabilityBetween(uniform, { low: -5, high: 50 })).toBe(1);
    expect(probabilityBetween(uniform, { low: 6, high: 5 })).toBe(0);
    expect(probabilityBelow([], 3)).toBe(0);
  });

  it("jumps at atoms", () => {
    expect(probabilityBelow(atoms, 0.5)).toBe(0);
    expect(probabilityBelow(atoms, 3)).toBeCloseTo(0.3, 12);
    expect(probabilityBelow(atoms, 5)).toBe(1);
  });

  it("inverts", () => {
    for (const p of [0, 0.05, 0.333, 0.5, 0.95, 1]) {
      expect(quantile(uniform, p)).toBeCloseTo(10 * p, 12);
    }
    expect(quantile(atoms, 0.5)).toBe(5);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("comes from a histogram's bins", () => {
    const curve = curveOfBins([
      { from: 0, to: 1, count: 1 },
      { from: 1, to: 2, count: 3 },
    ]);
    expect(probabilityBelow(curve, 1)).toBe(0.25);
    expect(probabilityBelow(curve, 1.5)).toBe(0.625);
    expect(curveOfBins([])).toEqual([]);
  });
});

describe("delimiters", () => {
  const axis = { low: 0, high: 10 };
  it("stay in order and on the axis", () => {
    const delimiters = { low: 2, high: 6 };
    expect(moveDelimiter(delimiters, "low", 4, axis)).toEqual({ low: 4, high: 6 });
    expect(moveDelimiter(delimiters, "low", 9, axis)).toEqual({ low: 6, high: 6 });
    expect(moveDelimiter(delimiters, "high", 1, axis)).toEqual({ low: 2, high: 2 });
    expect(moveDelimiter(delimiters, "high", 99, axis)).toEqual({ low: 2, high: 10 });
    expect(moveDelimiter(delimiters, "low", -99, axis)).toEqual({ low: 0, high: 6 });
  });
});
