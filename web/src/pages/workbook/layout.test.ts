import { describe, expect, it } from "vitest";
import type { Sheet } from "~/api/types";
import { columnWidths, defaultColumnWidth, defaultRowHeight, merges, rowHeights } from "./layout";

const layout: Sheet["layout"] = {
  frozen_rows: 0,
  frozen_columns: 0,
  default_column_width: 64,
  default_row_height: 20,
  columns: [
    { from: 1, to: 1, width: 145, is_hidden: false },
    { from: 3, to: 4, width: 64, is_hidden: true },
    { from: 6, to: 16384, width: 100, is_hidden: false },
  ],
  rows: [{ from: 2, to: 2, height: 40, is_hidden: false }],
  merged: ["B2:D2", "nonsense"],
  shows_gridlines: true,
  zoom: 1,
};

describe("the layout of a sheet", () => {
  it("is a tenth larger than Excel's, from 0 where the service counts from 1", () => {
    const columns = new Map(columnWidths(layout));
    expect([columns.get(0), columns.get(1), columns.get(2), columns.get(3)]).toEqual([
      160,
      undefined,
      0,
      0,
    ]);
    expect(rowHeights(layout)).toEqual([[1, 44]]);
    expect([defaultColumnWidth(layout), defaultRowHeight(layout)]).toEqual([70, 22]);
  });

  it("stays small where a style is given to all columns", () => {
    expect(columnWidths(layout).length).toBeLessThan(1100);
  });

  it("passes over what is no range", () => {
    expect(merges(layout).ranges).toEqual([{ top: 1, left: 1, bottom: 1, right: 3 }]);
  });
});
