import { memo } from "react";
import { columnLetters } from "./addresses";
import type { Axis } from "./axis";
import {
  alignment,
  type CellSource,
  type GridCell,
  type Mark,
  markMeaning,
  type Marks,
} from "./cells";

export interface GridRowProps {
  gridId: string;
  row: number;
  top: number;
  height: number;
  firstColumn: number;
  lastColumn: number;
  columns: Axis;
  source: CellSource;
  marks: Marks;
  /** The columns of this row that are selected, or -1. */
  selectedFrom: number;
  selectedTo: number;
}

/** Long text runs over empty neighbours, as in Excel. */
function textWidth(props: GridRowProps, column: number, cell: GridCell): number | undefined {
  if (cell.kind !== "text" || alignment(cell) !== "left") return undefined;
  let width = props.columns.size(column);
  for (let next = column + 1; next <= props.lastColumn + 8; next++) {
    if (next >= props.columns.count) break;
    const neighbour = props.source.get(props.row, next);
    if (!neighbour || neighbour.kind !== "empty") break;
    width += props.columns.size(next);
  }
  return width;
}

function accessibleText(cell: GridCell | undefined, mark: Mark | undefined): string | undefined {
  if (!mark) return undefined;
  return `${cell?.text ?? ""} (${markMeaning[mark]})`.trim();
}

function Cell({ props, column }: { props: GridRowProps; column: number }) {
  const width = props.columns.size(column);
  if (width === 0) return null;
  const cell = props.source.get(props.row, column);
  const mark = props.marks.get(`${props.row},${column}`) ?? cell?.mark;
  const selected = column >= props.selectedFrom && column <= props.selectedTo;
  const run = cell ? textWidth(props, column, cell) : undefined;
  return (
    <div
      role="gridcell"
      id={`${props.gridId}-${props.row}-${column}`}
      aria-colindex={column + 2}
      aria-selected={selected}
      aria-label={accessibleText(cell, mark)}
      className="grid-cell"
      data-mark={mark}
      data-kind={cell?.kind ?? "loading"}
      data-bold={cell?.bold || undefined}
      data-italic={cell?.italic || undefined}
      style={{
        left: props.columns.offset(column),
        width,
        textAlign: cell ? alignment(cell) : undefined,
        // The workbook's own colours give way to Ulam's marks.
        color: mark ? undefined : cell?.color,
        background: mark ? undefined : cell?.fill,
      }}
    >
      {cell && cell.text !== "" && (
        <span className="grid-text" style={run ? { width: run - 8 } : undefined}>
          {cell.text}
        </span>
      )}
    </div>
  );
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const columns: number[] = [];
  for (let column = props.firstColumn; column <= props.lastColumn; column++) columns.push(column);
  const slots = Math.max(32, 2 ** Math.ceil(Math.log2(columns.length + 1)));
  return (
    <div
      role="row"
      aria-rowindex={props.row + 2}
      className="grid-row"
      style={{ top: props.top, height: props.height }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className="grid-row-header"
        data-selected={props.selectedFrom >= 0 || undefined}
        data-row={props.row}
      >
        {props.row + 1}
      </div>
      <div className="grid-row-window" role="presentation">
        <div className="grid-row-cells" role="presentation">
          {columns.map((column) => (
            <Cell key={column % slots} props={props} column={column} />
          ))}
        </div>
      </div>
    </div>
  );
});

export function ColumnHeaders(props: {
  columns: Axis;
  first: number;
  last: number;
  selectedFrom: number;
  selectedTo: number;
}) {
  const headers = [];
  for (let column = props.first; column <= props.last; column++) {
    const width = props.columns.size(column);
    if (width === 0) continue;
    headers.push(
      <div
        key={column}
        role="columnheader"
        aria-colindex={column + 2}
        className="grid-column-header"
        data-column={column}
        data-selected={(column >= props.selectedFrom && column <= props.selectedTo) || undefined}
        style={{ left: props.columns.offset(column), width }}
      >
        {columnLetters(column)}
      </div>,
    );
  }
  return headers;
}
