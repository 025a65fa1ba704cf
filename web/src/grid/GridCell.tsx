import type { CSSProperties } from "react";
import type { Axis } from "./axis";
import {
  alignment,
  type Borders,
  type CellSource,
  type GridCell,
  type Mark,
  markMeaning,
} from "./cells";
import { fittedNumber } from "./textWidth";

/** Pixels on each side of a text. */
const PADDING = 4;
const INDENT = 9;

export interface DrawnCellProps {
  id: string | undefined;
  row: number;
  column: number;
  /** Where it lies in its row, in pixels. */
  left: number;
  top: number;
  width: number;
  height: number;
  columns: Axis;
  /** The last column that a long text may run over. */
  lastColumn: number;
  /** Whether a column of the row is under merged cells: texts end there. */
  isCovered: (column: number) => boolean;
  rowSpan: number;
  columnSpan: number;
  source: CellSource;
  mark: Mark | undefined;
  isSelected: boolean;
}

/** Long text runs over empty neighbours, as in Excel, and hides the lines between them. */
interface Run {
  width: number;
  /** Whether a colour of the workbook lies under it. */
  isFilled: boolean;
}

function runOver(props: DrawnCellProps, cell: GridCell): Run | undefined {
  if (cell.kind !== "text" || cell.wraps || alignment(cell) !== "left") return undefined;
  if (props.columnSpan > 1) return undefined;
  let { width } = props;
  let isFilled = cell.fill !== undefined || props.mark !== undefined;
  for (let next = props.column + 1; next <= props.lastColumn + 8; next++) {
    if (next >= props.columns.count || props.isCovered(next)) break;
    const neighbour = props.source.get(props.row, next);
    if (!neighbour || neighbour.kind !== "empty") break;
    width += props.columns.size(next);
    isFilled ||= neighbour.fill !== undefined;
  }
  return width > props.width ? { width, isFilled } : undefined;
}

function accessibleText(
  cell: GridCell | undefined,
  mark: Mark | undefined,
  shown: string,
): string | undefined {
  const text = cell?.text ?? "";
  if (mark) return `${text} (${markMeaning[mark]})`.trim();
  return shown === text ? undefined : text;
}

const line = "1px solid var(--ulam-text)";

function borderStyle(borders: Borders | undefined): CSSProperties {
  if (!borders) return {};
  const style: CSSProperties = {};
  if (borders.top) style.borderTop = line;
  if (borders.right) style.borderRight = line;
  if (borders.bottom) style.borderBottom = line;
  if (borders.left) style.borderLeft = line;
  return style;
}

export function DrawnCell(props: DrawnCellProps) {
  const { column, row } = props;
  const cell = props.source.get(row, column);
  const mark = props.mark ?? cell?.mark;
  const align = cell ? alignment(cell) : undefined;
  const run = cell ? runOver(props, cell) : undefined;
  const indent = (cell?.indent ?? 0) * INDENT;
  const isGeneral = !cell?.numberFormat || /^general$/i.test(cell.numberFormat);
  const shown =
    cell?.kind === "number"
      ? fittedNumber(cell.text, props.width - 2 * PADDING - indent, isGeneral, cell.bold === true)
      : (cell?.text ?? "");
  const isMerged = props.rowSpan > 1 || props.columnSpan > 1;
  return (
    <div
      role={props.id ? "gridcell" : "presentation"}
      id={props.id}
      aria-hidden={props.id ? undefined : true}
      aria-colindex={column + 2}
      aria-rowspan={props.rowSpan > 1 ? props.rowSpan : undefined}
      aria-colspan={props.columnSpan > 1 ? props.columnSpan : undefined}
      aria-selected={props.isSelected}
      aria-label={accessibleText(cell, mark, shown)}
      className="grid-cell"
      data-mark={mark}
      data-kind={cell?.kind ?? "loading"}
      data-bold={cell?.bold || undefined}
      data-italic={cell?.italic || undefined}
      data-underline={cell?.underline || undefined}
      data-wraps={cell?.wraps || undefined}
      data-merged={isMerged || undefined}
      data-filled={(!mark && cell?.fill) || undefined}
      title={shown !== (cell?.text ?? "") ? cell?.text : undefined}
      style={{
        left: props.left,
        width: props.width,
        // An ordinary cell is as tall as its row.
        ...(isMerged ? { top: props.top, height: props.height } : {}),
        textAlign: align,
        paddingLeft: indent > 0 && align !== "right" ? PADDING + indent : undefined,
        paddingRight: indent > 0 && align === "right" ? PADDING + indent : undefined,
        // The workbook's own colours give way to Ulam's marks.
        color: mark ? undefined : cell?.color,
        background: mark ? undefined : cell?.fill,
        ...borderStyle(cell?.borders),
      }}
    >
      {shown !== "" && (
        <span
          className="grid-text"
          data-over={(run && !run.isFilled) || undefined}
          style={run ? { maxWidth: run.width - 2 * PADDING - indent } : undefined}
        >
          {shown}
        </span>
      )}
    </div>
  );
}
