import type { Position } from "./addresses";

/** What the grid shows of a cell. */
export interface GridCell {
  /** As the workbook's number format shows it. */
  text: string;
  kind: "number" | "text" | "boolean" | "error" | "empty";
  formula?: string | undefined;
  bold?: boolean | undefined;
  italic?: boolean | undefined;
  align?: "left" | "center" | "right" | undefined;
  /** The number format code. */
  numberFormat?: string | undefined;
  /** CSS colours of the workbook. */
  color?: string | undefined;
  fill?: string | undefined;
  /** What the workbook itself makes of the cell. */
  mark?: Mark | undefined;
}

/** Cells by position; undefined where a window isn't loaded yet. */
export interface CellSource {
  get(row: number, column: number): GridCell | undefined;
  /** Changes when `get` may answer differently. */
  version: number;
}

/** What Ulam knows about a cell, shown by its colour and a mark that doesn't need colour. */
export type Mark = "input" | "output" | "suggested" | "differs" | "precedent" | "dependent";

export type Marks = ReadonlyMap<string, Mark>;

export function markKey({ row, column }: Position): string {
  return `${row},${column}`;
}

export const markMeaning: Record<Mark, string> = {
  input: "input",
  output: "output",
  suggested: "suggested",
  differs: "differs from Excel",
  precedent: "read by the selected cell",
  dependent: "reads the selected cell",
};

/** Where a cell's text lies when the workbook doesn't say: as Excel does. */
export function alignment(cell: GridCell): "left" | "center" | "right" {
  if (cell.align) return cell.align;
  if (cell.kind === "number") return "right";
  if (cell.kind === "boolean" || cell.kind === "error") return "center";
  return "left";
}
