import type { Dependencies, Suggestions } from "~/api/types";
import { cellsIn, parseSheetRange } from "~/grid/addresses";
import { type Mark, markKey } from "~/grid/cells";
import type { Draft } from "./draft";

/** Ranges larger than this are outlined by their ends only; a whole column is a million cells. */
const RANGE_CELLS_MAX = 20_000;

/** What Ulam knows about the cells of one sheet, the most important last. */
export function marksOf(
  sheet: string,
  draft: Draft,
  suggestions: Suggestions | undefined,
  showSuggestions: boolean,
  dependencies: Dependencies | undefined,
): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const put = (cell: string | null | undefined, mark: Mark) => {
    const at = cell ? parseSheetRange(cell.replaceAll("$", "")) : undefined;
    if (!at || at.sheet.toLowerCase() !== sheet.toLowerCase()) return;
    const { top, left, bottom, right } = at.range;
    if (cellsIn(at.range) > RANGE_CELLS_MAX) {
      marks.set(markKey({ row: top, column: left }), mark);
      marks.set(markKey({ row: bottom, column: right }), mark);
      return;
    }
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) marks.set(markKey({ row, column }), mark);
    }
  };
  if (showSuggestions) {
    for (const input of suggestions?.inputs ?? []) put(input.cell, "suggested");
    for (const output of suggestions?.outputs ?? []) put(output.cell, "suggested");
  }
  for (const cell of dependencies?.dependents ?? []) put(cell.cell, "dependent");
  for (const reference of dependencies?.references ?? []) put(reference.range, "precedent");
  for (const input of suggestions?.existing_inputs ?? []) put(input.cell, "input");
  for (const output of suggestions?.existing_outputs ?? []) put(output.cell, "output");
  for (const input of draft.inputs) put(input.cell, "input");
  for (const output of draft.outputs) put(output.cell, "output");
  return marks;
}
