import { memo } from "react";
import { columnLetters, type Range } from "./addresses";
import type { Axis } from "./axis";
import type { CellSource, Marks } from "./cells";
import { DrawnCell } from "./GridCell";
import type { RowMerge } from "./merges";

export interface GridRowProps {
  gridId: string;
  row: number;
  top: number;
  height: number;
  firstColumn: number;
  lastColumn: number;
  /** Columns before this one stay where they are; they take so many pixels. */
  frozenColumns: number;
  frozenWidth: number;
  columns: Axis;
  source: CellSource;
  marks: Marks;
  merges: readonly RowMerge[] | undefined;
  /** The columns of this row that are selected, or -1. */
  selectedFrom: number;
  selectedTo: number;
  /** Whether rows above it are hidden. */
  isAfterHidden: boolean;
}

function columnsOf(range: Range): number {
  return range.right - range.left + 1;
}

/** The cells of a row between two columns. */
function cellsBetween(props: GridRowProps, first: number, last: number, isFrozen: boolean) {
  const { columns, merges, row } = props;
  const covering = (column: number) =>
    merges?.find(({ range }) => column >= range.left && column <= range.right);
  const isCovered = (column: number) => covering(column) !== undefined;
  const slots = Math.max(32, 2 ** Math.ceil(Math.log2(last - first + 2)));
  const cells = [];
  const drawn = new Set<RowMerge>();
  for (let column = first; column <= last; column++) {
    const merge = covering(column);
    if (merge) {
      if (!merge.isDrawn || drawn.has(merge)) continue;
      drawn.add(merge);
      const { range } = merge;
      const left = columns.offset(range.left);
      // Merged cells across the frozen edge are drawn on both sides, but stand there once.
      const isRepeated = !isFrozen && range.left < props.frozenColumns;
      cells.push(
        <DrawnCell
          key={`merged-${range.top}-${range.left}`}
          id={isRepeated ? undefined : `${props.gridId}-${range.top}-${range.left}`}
          row={range.top}
          column={range.left}
          left={left}
          top={merge.top}
          width={columns.offset(range.right) + columns.size(range.right) - left}
          height={merge.height}
          columns={columns}
          lastColumn={last}
          isCovered={isCovered}
          rowSpan={range.bottom - range.top + 1}
          columnSpan={columnsOf(range)}
          source={props.source}
          mark={props.marks.get(`${range.top},${range.left}`)}
          isSelected={range.left >= props.selectedFrom && range.left <= props.selectedTo}
        />,
      );
      continue;
    }
    const width = columns.size(column);
    if (width === 0) continue;
    cells.push(
      <DrawnCell
        key={column % slots}
        id={`${props.gridId}-${row}-${column}`}
        row={row}
        column={column}
        left={columns.offset(column)}
        top={0}
        width={width}
        height={props.height}
        columns={columns}
        lastColumn={last}
        isCovered={isCovered}
        rowSpan={1}
        columnSpan={1}
        source={props.source}
        mark={props.marks.get(`${row},${column}`)}
        isSelected={column >= props.selectedFrom && column <= props.selectedTo}
      />,
    );
  }
  return cells;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
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
        data-after-hidden={props.isAfterHidden || undefined}
        data-row={props.row}
      >
        {props.row + 1}
      </div>
      {props.frozenColumns > 0 && (
        <div className="grid-row-frozen" role="presentation" style={{ width: props.frozenWidth }}>
          {cellsBetween(props, 0, props.frozenColumns - 1, true)}
        </div>
      )}
      <div className="grid-row-window" role="presentation">
        <div className="grid-row-cells" role="presentation">
          {cellsBetween(props, props.firstColumn, props.lastColumn, false)}
        </div>
      </div>
    </div>
  );
});

export interface ColumnHeadersProps {
  columns: Axis;
  first: number;
  last: number;
  selectedFrom: number;
  selectedTo: number;
}

export function ColumnHeaders(props: ColumnHeadersProps) {
  const { columns } = props;
  const headers = [];
  for (let column = props.first; column <= props.last; column++) {
    const width = columns.size(column);
    if (width === 0) continue;
    headers.push(
      <div
        key={column}
        role="columnheader"
        aria-colindex={column + 2}
        className="grid-column-header"
        data-column={column}
        data-selected={(column >= props.selectedFrom && column <= props.selectedTo) || undefined}
        data-after-hidden={(column > 0 && columns.size(column - 1) === 0) || undefined}
        style={{ left: columns.offset(column), width }}
      >
        {columnLetters(column)}
      </div>,
    );
  }
  return headers;
}
