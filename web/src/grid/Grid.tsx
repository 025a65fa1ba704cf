import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { cellName, COLUMNS_MAX, type Position, type Range, rangeName, ROWS_MAX } from "./addresses";
import { Axis } from "./axis";
import type { CellSource, Marks } from "./cells";
import { copyText } from "./copy";
import { ColumnHeaders, GridRow } from "./GridRow";
import { extendTo, move, selectCell, selectedRange, type Selection } from "./selection";
import { useViewport } from "./useViewport";
import "./grid.css";

const ROW_HEIGHT = 22;
const COLUMN_WIDTH = 88;
export const HEADER_HEIGHT = 24;
export const HEADER_WIDTH = 64;
/** Empty rows and columns offered after the last used one. */
const MARGIN_ROWS = 100;
const MARGIN_COLUMNS = 12;
/** Rows drawn beyond the visible ones, so that scrolling shows no blank edge. */
const OVERSCAN = 4;
/** Positions are drawn relative to a multiple of this many rows: graphics lose pixels beyond 2^24. */
const ROWS_PER_BASE = 512;

export interface GridProps {
  label: string;
  usedRows: number;
  usedColumns: number;
  columnWidths?: Iterable<readonly [number, number]>;
  rowHeights?: Iterable<readonly [number, number]>;
  source: CellSource;
  marks: Marks;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** The cells in sight have changed: fetch them. */
  onVisible: (range: Range) => void;
  /** Enter, F2 or a double click on the active cell. */
  onOpen: () => void;
  /** Keys that aren't about moving. */
  onKey?: (event: React.KeyboardEvent) => void;
}

function useHighWater(value: number): number {
  const [highest, setHighest] = useState(value);
  if (value > highest) setHighest(value);
  return Math.max(highest, value);
}

export function Grid(props: GridProps) {
  const { source, marks, selection, onSelect, onVisible } = props;
  const id = useId();
  const furthestRow = useHighWater(selection.active.row);
  const furthestColumn = useHighWater(selection.active.column);
  const rowCount = Math.min(ROWS_MAX, Math.max(props.usedRows, furthestRow + 1) + MARGIN_ROWS);
  const columnCount = Math.min(
    COLUMNS_MAX,
    Math.max(props.usedColumns, furthestColumn + 1) + MARGIN_COLUMNS,
  );
  const rows = useMemo(
    () => new Axis(rowCount, ROW_HEIGHT, props.rowHeights),
    [rowCount, props.rowHeights],
  );
  const columns = useMemo(
    () => new Axis(columnCount, COLUMN_WIDTH, props.columnWidths),
    [columnCount, props.columnWidths],
  );
  const { scroller, viewport, spacer, scrollTo } = useViewport({
    width: columns.length + HEADER_WIDTH,
    height: rows.length + HEADER_HEIGHT,
  });

  const bodyWidth = Math.max(0, viewport.width - HEADER_WIDTH);
  const bodyHeight = Math.max(0, viewport.height - HEADER_HEIGHT);
  const firstRow = Math.max(0, rows.indexAt(viewport.top) - OVERSCAN);
  const lastRow = Math.min(rowCount - 1, rows.indexAt(viewport.top + bodyHeight) + OVERSCAN);
  const firstColumn = Math.max(0, columns.indexAt(viewport.left) - 1);
  const lastColumn = Math.min(columnCount - 1, columns.indexAt(viewport.left + bodyWidth) + 1);
  const base = rows.offset(Math.floor(firstRow / ROWS_PER_BASE) * ROWS_PER_BASE);
  const pageRows = Math.max(1, Math.floor(bodyHeight / ROW_HEIGHT) - 1);

  useEffect(() => {
    onVisible({ top: firstRow, bottom: lastRow, left: firstColumn, right: lastColumn });
  }, [onVisible, firstRow, lastRow, firstColumn, lastColumn]);

  const reveal = useCallback(
    ({ row, column }: Position) => {
      const top = rows.offset(row);
      const left = columns.offset(column);
      let toTop = viewport.top;
      let toLeft = viewport.left;
      if (top < viewport.top) toTop = top;
      else if (top + rows.size(row) > viewport.top + bodyHeight) {
        toTop = top + rows.size(row) - bodyHeight;
      }
      if (left < viewport.left) toLeft = left;
      else if (left + columns.size(column) > viewport.left + bodyWidth) {
        toLeft = Math.min(left, left + columns.size(column) - bodyWidth);
      }
      if (toTop !== viewport.top || toLeft !== viewport.left) scrollTo(toLeft, toTop);
    },
    [rows, columns, viewport, bodyHeight, bodyWidth, scrollTo],
  );

  // A selection made elsewhere (the name box, a list of differences, a key) is brought into sight once.
  const revealed = useRef<Position>(selection.active);
  useEffect(() => {
    const { active } = selection;
    if (revealed.current.row === active.row && revealed.current.column === active.column) return;
    revealed.current = active;
    reveal(active);
  }, [selection, reveal]);

  const positionAt = (event: React.PointerEvent): Position & { header?: "row" | "column" } => {
    const box = scroller.current?.getBoundingClientRect();
    const x = event.clientX - (box?.left ?? 0) - HEADER_WIDTH;
    const y = event.clientY - (box?.top ?? 0) - HEADER_HEIGHT;
    const position = {
      row: rows.indexAt(viewport.top + Math.max(0, y)),
      column: columns.indexAt(viewport.left + Math.max(0, x)),
    };
    if (x < 0) return { ...position, header: "row" };
    if (y < 0) return { ...position, header: "column" };
    return position;
  };

  const dragging = useRef(false);
  const onPointerDown = (event: React.PointerEvent<HTMLDivElement>) => {
    const element = scroller.current;
    if (!element || event.button !== 0) return;
    const box = element.getBoundingClientRect();
    // The scroll bars belong to the browser.
    if (event.clientX > box.left + element.clientWidth) return;
    if (event.clientY > box.top + element.clientHeight) return;
    const at = positionAt(event);
    if (at.header === "row") {
      onSelect({
        anchor: { row: at.row, column: 0 },
        active: { row: at.row, column: Math.max(0, props.usedColumns - 1) },
      });
      return;
    }
    if (at.header === "column") {
      onSelect({
        anchor: { row: 0, column: at.column },
        active: { row: Math.max(0, props.usedRows - 1), column: at.column },
      });
      return;
    }
    dragging.current = event.pointerType === "mouse";
    const position = { row: at.row, column: at.column };
    onSelect(event.shiftKey ? extendTo(selection, position) : selectCell(position));
  };
  const onPointerMove = (event: React.PointerEvent<HTMLDivElement>) => {
    if (!dragging.current || (event.buttons & 1) === 0) return;
    const at = positionAt(event);
    const { active } = selection;
    if (at.row === active.row && at.column === active.column) return;
    onSelect(extendTo(selection, { row: at.row, column: at.column }));
  };

  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      props.onOpen();
      return;
    }
    const next = move(
      selection,
      {
        key: event.key,
        shift: event.shiftKey,
        control: event.ctrlKey || event.metaKey,
        alt: event.altKey,
      },
      {
        rows: ROWS_MAX,
        columns: COLUMNS_MAX,
        usedRows: props.usedRows,
        usedColumns: props.usedColumns,
        pageRows,
        filled: ({ row, column }) => {
          const cell = source.get(row, column);
          return cell ? cell.kind !== "empty" : undefined;
        },
      },
    );
    if (!next) {
      props.onKey?.(event);
      return;
    }
    event.preventDefault();
    onSelect(next);
  };

  const range = selectedRange(selection);
  const slots = Math.max(64, 2 ** Math.ceil(Math.log2(lastRow - firstRow + 2)));
  const visibleRows = [];
  for (let row = firstRow; row <= lastRow; row++) {
    const height = rows.size(row);
    if (height === 0) continue;
    const selected = row >= range.top && row <= range.bottom;
    visibleRows.push(
      <GridRow
        // Rows that leave are drawn anew as those that come: moving elements is cheaper than making them.
        key={row % slots}
        gridId={id}
        row={row}
        top={rows.offset(row) - base}
        height={height}
        firstColumn={firstColumn}
        lastColumn={lastColumn}
        columns={columns}
        source={source}
        marks={marks}
        selectedFrom={selected ? range.left : -1}
        selectedTo={selected ? range.right : -1}
      />,
    );
  }

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columnCount + 1}
      aria-multiselectable
      aria-readonly
      aria-activedescendant={`${id}-${selection.active.row}-${selection.active.column}`}
      className="grid"
      data-active-cell={cellName(selection.active)}
      data-selection={rangeName(range)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragging.current = false)}
      onDoubleClick={props.onOpen}
      onCopy={(event) => {
        event.clipboardData.setData("text/plain", copyText(range, source));
        event.preventDefault();
      }}
    >
      <div
        className="grid-window"
        role="presentation"
        style={
          {
            width: viewport.width,
            height: viewport.height,
            "--grid-x": `${-viewport.left}px`,
          } as React.CSSProperties
        }
      >
        <div role="row" aria-rowindex={1} className="grid-header">
          <div role="columnheader" aria-colindex={1} className="grid-corner">
            <span className="visually-hidden">Row</span>
          </div>
          <div className="grid-header-window" role="presentation">
            <div className="grid-row-cells" role="presentation">
              <ColumnHeaders
                columns={columns}
                first={firstColumn}
                last={lastColumn}
                selectedFrom={range.left}
                selectedTo={range.right}
              />
            </div>
          </div>
        </div>
        <div className="grid-body" role="presentation">
          <div
            className="grid-body-layer"
            role="presentation"
            style={{ transform: `translateY(${base - viewport.top}px)` }}
          >
            {visibleRows}
            <SelectionFrame
              range={range}
              active={selection.active}
              rows={rows}
              columns={columns}
              base={base}
              firstRow={firstRow}
              lastRow={lastRow}
            />
          </div>
        </div>
      </div>
      <div
        className="grid-spacer"
        role="presentation"
        style={{ width: spacer.width, height: Math.max(0, spacer.height - viewport.height) }}
      />
    </div>
  );
}

/** The frame around the selection and its active cell, clipped to the rows that are drawn. */
function SelectionFrame(props: {
  range: Range;
  active: Position;
  rows: Axis;
  columns: Axis;
  base: number;
  firstRow: number;
  lastRow: number;
}) {
  const { range, active, rows, columns, base } = props;
  const top = Math.max(range.top, props.firstRow - 1);
  const bottom = Math.min(range.bottom, props.lastRow + 1);
  const frame = (box: Range, className: string) => (
    <div
      className={className}
      style={{
        top: rows.offset(box.top) - base,
        height: rows.offset(box.bottom) + rows.size(box.bottom) - rows.offset(box.top),
        left: columns.offset(box.left),
        width: columns.offset(box.right) + columns.size(box.right) - columns.offset(box.left),
      }}
    />
  );
  const activeVisible = active.row >= props.firstRow && active.row <= props.lastRow;
  return (
    <div className="grid-frames" role="presentation" aria-hidden>
      {top <= bottom && frame({ ...range, top, bottom }, "grid-selection")}
      {activeVisible &&
        frame(
          { top: active.row, bottom: active.row, left: active.column, right: active.column },
          "grid-active",
        )}
    </div>
  );
}
