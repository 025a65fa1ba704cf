import { describe, expect, it } from "vitest";
import { parseRange, type Range, rangeName } from "./addresses";
import { Merges } from "./merges";

const range = (text: string): Range => {
  const found = parseRange(text);
  if (!found) throw new Error(text);
  return found;
};
const merges = new Merges(["B2:D2", "A5:A9", "D4:E6"].map(range));

describe("merged cells", () => {
  it("are found by any of their cells", () => {
    expect(merges.at({ row: 1, column: 3 })).toEqual(range("B2:D2"));
    expect(merges.at({ row: 1, column: 4 })).toBeUndefined();
    expect(merges.owner({ row: 8, column: 0 })).toEqual({ row: 4, column: 0 });
    expect(merges.owner({ row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
  });

  it("are found by rows", () => {
    expect(merges.withinRows(5, 7).map(rangeName)).toEqual(["A5:A9", "D4:E6"]);
  });

  it.each([
    ["C2", "B2:D2"],
    ["C2:C3", "B2:D3"],
    // Taking in B2:D2 reaches D4:E6 only where the rows do.
    ["D2:D5", "B2:E6"],
    ["A1:B1", "A1:B1"],
    ["A1:C7", "A1:E9"],
  ])("%s selects %s", (from, whole) => {
    expect(rangeName(merges.expand(range(from)))).toBe(whole);
  });
});
