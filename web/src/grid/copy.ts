import { cellsIn, type Range } from "./addresses";
import type { CellSource } from "./cells";

const CELLS_MAX = 200_000;

/** The selection as a spreadsheet pastes it: tabs between columns, a line a row. */
export function copyText(range: Range, source: CellSource): string {
  const lastRow =
    cellsIn(range) <= CELLS_MAX
      ? range.bottom
      : range.top + Math.floor(CELLS_MAX / (range.right - range.left + 1));
  const lines: string[] = [];
  for (let row = range.top; row <= lastRow; row++) {
    const cells: string[] = [];
    for (let column = range.left; column <= range.right; column++) {
      const text = source.get(row, column)?.text ?? "";
      cells.push(/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    }
    lines.push(cells.join("\t"));
  }
  return lines.join("\n");
}
