import { describe, expect, it } from "vitest";
import { Axis } from "./axis";

describe("axis", () => {
  it("places a million equal rows without keeping them", () => {
    const rows = new Axis(1_048_576, 22);
    expect(rows.offset(1_048_575)).toBe(1_048_575 * 22);
    expect(rows.indexAt(22 * 500_000 + 3)).toBe(500_000);
    expect(rows.length).toBe(1_048_576 * 22);
  });

  it("agrees with adding up one by one", () => {
    const overrides: [number, number][] = [
      [9, 40],
      [2, 0],
      [3, 100],
      [50, 5],
    ];
    const axis = new Axis(60, 10, overrides);
    const sizes = Array.from({ length: 60 }, (_, index) => new Map(overrides).get(index) ?? 10);
    let offset = 0;
    sizes.forEach((size, index) => {
      expect(axis.offset(index)).toBe(offset);
      expect(axis.size(index)).toBe(size);
      if (size > 0) {
        expect(axis.indexAt(offset)).toBe(index);
        expect(axis.indexAt(offset + size - 1)).toBe(index);
      }
      offset += size;
    });
    expect(axis.length).toBe(offset);
  });

  it("stays within its ends", () => {
    const axis = new Axis(5, 10);
    expect(axis.indexAt(-20)).toBe(0);
    expect(axis.indexAt(1e9)).toBe(4);
  });
});
