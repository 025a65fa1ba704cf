import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatProbability,
  plural,
} from "./numbers";

describe("numbers", () => {
  it.each([
    [0, "0"],
    [12431, "12,431"],
    [1234.56789, "1,234.6"],
    [-1234567.2, "−1,234,567"],
    [0.0045123456, "0.0045123"],
    [0.1, "0.1"],
    [100, "100"],
    [1.2e17, "1.2000e17"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("%d is %s", (value, text) => expect(formatNumber(value)).toBe(text));
});

describe("probabilities", () => {
  it.each([
    [0, "0%"],
    [1, "100%"],
    [0.5, "50.0%"],
    [0.0004, "0.04%"],
    [0.00001, "<0.01%"],
    [0.99999, ">99.99%"],
    [0.9951, "99.51%"],
  ])("%d is %s", (value, text) => expect(formatProbability(value)).toBe(text));
});

describe("sizes and times", () => {
  it("uses units that people read", () => {
    expect(formatBytes(0)).toBe("0 bytes");
    expect(formatBytes(1536)).toBe("1.5 kB");
    expect(formatBytes(200_000_000)).toBe("200 MB");
    expect(formatDuration(0.42)).toBe("420 ms");
    expect(formatDuration(200)).toBe("3 min 20 s");
    expect(formatDuration(7500)).toBe("2 h 5 min");
    expect(formatCount(1e6)).toBe("1,000,000");
    expect(plural(1, "trial")).toBe("1 trial");
    expect(plural(2, "trial")).toBe("2 trials");
  });
});
