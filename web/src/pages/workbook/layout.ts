import type { Sheet } from "~/api/types";
import { parseRange, type Range } from "~/grid/addresses";
import { Merges } from "~/grid/merges";

type Layout = Sheet["layout"];

/** Entries more than this aren't worth their memory: such a sheet is drawn with equal sizes. */
const ENTRIES_MAX = 50_000;

/** Sheets are drawn a little larger than Excel's 100%: its font is narrower than the page's. */
const SCALE = 1.1;
const SIZE_MIN = 8;
const scaled = (size: number) => Math.max(SIZE_MIN, Math.round(size * SCALE));

function sizes(
  entries: readonly { from: number; to: number; size: number; is_hidden: boolean }[],
): [number, number][] {
  const result: [number, number][] = [];
  for (const entry of entries) {
    // A style for all columns to XFD is one entry in the file; what lies beyond the used range
    // hardly matters.
    const last = Math.min(entry.to, entry.from + 1000);
    for (let index = entry.from - 1; index < last && result.length < ENTRIES_MAX; index++) {
      result.push([index, entry.is_hidden || entry.size <= 0 ? 0 : scaled(entry.size)]);
    }
  }
  return result;
}

export const columnWidths = (layout: Layout) =>
  sizes(layout.columns.map((column) => ({ ...column, size: column.width })));

export const rowHeights = (layout: Layout) =>
  sizes(layout.rows.map((row) => ({ ...row, size: row.height })));

export const defaultColumnWidth = (layout: Layout) => scaled(layout.default_column_width || 64);

export const defaultRowHeight = (layout: Layout) => scaled(layout.default_row_height || 20);

export const merges = (layout: Layout) =>
  new Merges(layout.merged.map(parseRange).filter((range): range is Range => range !== undefined));
