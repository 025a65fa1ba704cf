import type { Sheet } from "~/api/types";

type Layout = Sheet["layout"];

/** Entries more than this aren't worth their memory: such a sheet is drawn with equal sizes. */
const ENTRIES_MAX = 50_000;

function sizes(
  entries: readonly { from: number; to: number; size: number; is_hidden: boolean }[],
): [number, number][] {
  const result: [number, number][] = [];
  for (const entry of entries) {
    // A style for all columns to XFD is one entry in the file; what lies beyond the used range
    // hardly matters.
    const last = Math.min(entry.to, entry.from + 1000);
    for (let index = entry.from - 1; index < last && result.length < ENTRIES_MAX; index++) {
      result.push([index, entry.is_hidden ? 0 : entry.size]);
    }
  }
  return result;
}

export const columnWidths = (layout: Layout) =>
  sizes(layout.columns.map((column) => ({ ...column, size: Math.max(24, column.width) })));

export const rowHeights = (layout: Layout) =>
  sizes(layout.rows.map((row) => ({ ...row, size: Math.max(14, row.height) })));
