import { parseSheetRange } from "~/grid/addresses";

interface Placed {
  key: string;
  cell: string;
  number_format?: string | null | undefined;
}

const at = (output: Placed) => {
  const found = parseSheetRange(output.cell);
  return found && { sheet: found.sheet, row: found.range.top, column: found.range.left };
};

/**
 * The outputs in the same row of the same sheet, from left to right; else in the same column; else all.
 * Only those that are written as this one is: money and percentages make no fan together.
 */
export function rowOfOutputs(all: readonly Placed[], output: Placed): string[] {
  const kind = output.number_format ?? "General";
  const outputs = all.filter((one) => (one.number_format ?? "General") === kind);
  const here = at(output);
  if (!here) return outputs.map((one) => one.key);
  const along = (same: "row" | "column", order: "row" | "column") =>
    outputs
      .flatMap((one) => {
        const place = at(one);
        return place && place.sheet === here.sheet && place[same] === here[same]
          ? [{ key: one.key, order: place[order] }]
          : [];
      })
      .sort((one, other) => one.order - other.order)
      .map((one) => one.key);
  const row = along("row", "column");
  if (row.length > 1) return row;
  const column = along("column", "row");
  return column.length > 1 ? column : outputs.map((one) => one.key);
}
