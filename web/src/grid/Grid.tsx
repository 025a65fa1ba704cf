import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { cellName, COLUMNS_MAX, type Position, type Range, rangeName, ROWS_MAX } from "./addresses";
import { Axis } from "./axis";
import type { CellSource, Marks } from "./cells";
import { copyText } from "./copy";
import { ColumnHeaders, GridRow } from "./GridRow";
import { Merges, type RowMerge } from "./merges";
import { frozenThatFit, scrolledTo } from "./panes";
import { extendTo, move, selectCell, selectedRange, type Selection } from "./selection";
import { SelectionFrames } from "./SelectionFrames";
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
const noMerges = new Merges();

export interface GridProps {
  label: string;
  usedRows: number;
  usedColumns: number;
  defaultRowHeight?: number;
  defaultColumnWidth?: number;
  columnWidths?: Iterable<readonly [number, number]>;
  rowHeights?: Iterable<readonly [number, number]>;
  frozenRows?: number;
  frozenColumns?: number;
  merges?: Merges;
  hidesGridlines?: boolean;
  source: CellSource;
  marks: Marks;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** The cells in sight have changed: fetch them. */
  onVisible: (ranges: readonly Range[]) => void;
  /** Enter or a double click on the active cell. */
  onOpen: () => void;
  /** Keys that aren't about moving. */
  onKey?: (event: React.KeyboardEvent) => void;
}

function useHighWater(value: number): number {
  const [highest, setHighest] = useState(value);
  if (value > highest) setHighest(value);
  return Math.max(highest, value);
}

/** How the rows between two draw merged cells: the first of each that is seen draws them. */
function rowMerges(
  merges: Merges,
  rows: Axis,
  first: number,
  last: number,
): ReadonlyMap<number, readonly RowMerge[]> {
  const found = new Map<number, RowMerge[]>();
  for (const range of merges.withinRows(first, last)) {
    const top = rows.offset(range.top);
    const height = rows.offset(range.bottom) + rows.size(range.bottom) - top;
    let isDrawn = true;
    for (let row = Math.max(first, range.top); row <= Math.min(last, range.bottom); row++) {
      if (rows.size(row) === 0) continue;
      const list = found.get(row) ?? [];
      list.push({ range, top: top - rows.offset(row), height, isDrawn });
      found.set(row, list);
      isDrawn = false;
    }
  }
  return found;
}

export function Grid(props: GridProps) {
  const { source, marks, selection, onSelect, onVisible } = props;
  const merges = props.merges ?? noMerges;
  const id = useId();
  const furthestRow = useHighWater(selection.active.row);
  const furthestColumn = useHighWater(selection.active.column);
  const rowCount = Math.min(ROWS_MAX, Math.max(props.usedRows, furthestRow + 1) + MARGIN_ROWS);
  const columnCount = Math.min(
    COLUMNS_MAX,
    Math.max(props.usedColumns, furthestColumn + 1) + MARGIN_COLUMNS,
  );
  const rows = useMemo(
    () => new Axis(rowCount, props.defaultRowHeight ?? ROW_HEIGHT, props.rowHeights),
    [rowCount, props.defaultRowHeight, props.rowHeights],
  );
  const columns = useMemo(
    () => new Axis(columnCount, props.defaultColumnWidth ?? COLUMN_WIDTH, props.columnWidths),
    [columnCount, props.defaultColumnWidth, props.columnWidths],
  );
  const { scroller, viewport, spacer, scrollTo } = useViewport({
    width: columns.length + HEADER_WIDTH,
    height: rows.length + HEADER_HEIGHT,
  });

  const bodyWidth = Math.max(0, viewport.width - HEADER_WIDTH);
  const bodyHeight = Math.max(0, viewport.height - HEADER_HEIGHT);
  const frozenRows = frozenThatFit(rows, props.frozenRows ?? 0, bodyHeight);
  const frozenColumns = frozenThatFit(columns, props.frozenColumns ?? 0, bodyWidth);
  const frozenHeight = rows.offset(frozenRows);
  const frozenWidth = columns.offset(frozenColumns);
  const firstRow = Math.max(frozenRows, rows.indexAt(viewport.top + frozenHeight) - OVERSCAN);
  const lastRow = Math.min(rowCount - 1, rows.indexAt(viewport.top + bodyHeight) + OVERSCAN);
  const firstColumn = Math.max(frozenColumns, columns.indexAt(viewport.left + frozenWidth) - 1);
  const lastColumn = Math.min(columnCount - 1, columns.indexAt(viewport.left + bodyWidth) + 1);
  const base = rows.offset(Math.floor(firstRow / ROWS_PER_BASE) * ROWS_PER_BASE);
  const pageRows = Math.max(1, rows.indexAt(viewport.top + bodyHeight) - firstRow - OVERSCAN - 1);
  const pageColumns = Math.max(1, lastColumn - firstColumn - 2);

  useEffect(() => {
    const scrolled = { top: firstRow, bottom: lastRow, left: firstColumn, right: lastColumn };
    const above = { top: 0, bottom: frozenRows - 1 };
    const before = { left: 0, right: frozenColumns - 1 };
    onVisible([
      scrolled,
      ...(frozenRows > 0 ? [{ ...scrolled, ...above }] : []),
      ...(frozenColumns > 0 ? [{ ...scrolled, ...before }] : []),
      ...(frozenRows > 0 && frozenColumns > 0 ? [{ ...above, ...before }] : []),
    ]);
  }, [onVisible, firstRow, lastRow, firstColumn, lastColumn, frozenRows, frozenColumns]);

  const reveal = useCallback(
    ({ row, column }: Position) => {
      const toTop = scrolledTo(rows, row, frozenRows, viewport.top, bodyHeight);
      const toLeft = scrolledTo(columns, column, frozenColumns, viewport.left, bodyWidth);
      if (toTop !== viewport.top || toLeft !== viewport.left) scrollTo(toLeft, toTop);
    },
    [rows, columns, viewport, bodyHeight, bodyWidth, frozenRows, frozenColumns, scrollTo],
  );

  // A selection made elsewhere (the name box, a list of differences, a key) is brought into sight once,
  // the first one as soon as the room is known.
  const revealed = useRef<Position>(undefined);
  useEffect(() => {
    const { active } = selection;
    const last = revealed.current;
    if (last?.row === active.row && last.column === active.column) return;
    if (!last && scroller.current?.clientHeight !== viewport.height) return;
    revealed.current = active;
    reveal(active);
  }, [selection, reveal, scroller, viewport.height]);

  const positionAt = (event: React.PointerEvent): Position & { header?: "row" | "column" } => {
    const box = scroller.current?.getBoundingClientRect();
    const x = event.clientX - (box?.left ?? 0) - HEADER_WIDTH;
    const y = event.clientY - (box?.top ?? 0) - HEADER_HEIGHT;
    const position = {
      row: rows.indexAt(y < frozenHeight ? Math.max(0, y) : viewport.top + y),
      column: columns.indexAt(x < frozenWidth ? Math.max(0, x) : viewport.left + x),
    };
    // Without frozen panes the first row is at the scrolled place, also for the header above it.
    if (frozenHeight === 0) position.row = rows.indexAt(viewport.top + Math.max(0, y));
    if (frozenWidth === 0) position.column = columns.indexAt(viewport.left + Math.max(0, x));
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
    onSelect(event.shiftKey ? extendTo(selection, position) : selectCell(merges.owner(position)));
  };
  const onPointerMove = (event: React.PointerEvent<HTMLDivElement>) => {
    if (!dragging.current || (event.buttons & 1) === 0) return;
    const at = positionAt(event);
    const { active } = selection;
    if (at.row === active.row && at.column === active.column) return;
    onSelect(extendTo(selection, { row: at.row, column: at.column }));
  };

  // F2 shows the formula in its place, until another cell is chosen.
  const [peeked, setPeeked] = useState<Position>();
  const isPeeking =
    peeked !== undefined &&
    peeked.row === selection.active.row &&
    peeked.column === selection.active.column;
  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "F2" || (event.key === "Escape" && isPeeking)) {
      event.preventDefault();
      setPeeked(isPeeking ? undefined : selection.active);
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      props.onOpen();
      return;
    }
    if (event.key === "Backspace" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      reveal(selection.active);
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
        pageColumns,
        frozenRows: props.frozenRows ?? 0,
        frozenColumns: props.frozenColumns ?? 0,
        merges,
        isHidden: ({ row, column }, axis) =>
          axis === "row"
            ? row < rowCount && rows.size(row) === 0
            : column < columnCount && columns.size(column) === 0,
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

  const range = useMemo(() => merges.expand(selectedRange(selection)), [merges, selection]);
  const { active } = selection;
  const activeRange = merges.at(active) ?? {
    top: active.row,
    bottom: active.row,
    left: active.column,
    right: active.column,
  };
  const frozenMerges = useMemo(
    () => rowMerges(merges, rows, 0, frozenRows - 1),
    [merges, rows, frozenRows],
  );
  const scrolledMerges = useMemo(
    () => rowMerges(merges, rows, firstRow, lastRow),
    [merges, rows, firstRow, lastRow],
  );

  const drawnRows = (first: number, last: number, from: number, merged: typeof frozenMerges) => {
    const slots = Math.max(64, 2 ** Math.ceil(Math.log2(last - first + 2)));
    const drawn = [];
    for (let row = first; row <= last; row++) {
      const height = rows.size(row);
      if (height === 0) continue;
      const selected = row >= range.top && row <= range.bottom;
      drawn.push(
        <GridRow
          // Rows that leave are drawn anew as those that come: moving elements is cheaper than making them.
          key={row % slots}
          gridId={id}
          row={row}
          top={rows.offset(row) - from}
          height={height}
          firstColumn={firstColumn}
          lastColumn={lastColumn}
          frozenColumns={frozenColumns}
          frozenWidth={frozenWidth}
          columns={columns}
          source={source}
          marks={marks}
          merges={merged.get(row)}
          selectedFrom={selected ? range.left : -1}
          selectedTo={selected ? range.right : -1}
          isAfterHidden={row > 0 && rows.size(row - 1) === 0}
        />,
      );
    }
    return drawn;
  };
  const frames = (first: number, last: number, from: number) => (
    <SelectionFrames
      selected={range}
      active={activeRange}
      rows={rows}
      columns={columns}
      base={from}
      firstRow={first}
      lastRow={last}
      frozenColumns={frozenColumns}
      frozenWidth={frozenWidth}
    />
  );
  const headers = (first: number, last: number) => (
    <ColumnHeaders
      columns={columns}
      first={first}
      last={last}
      selectedFrom={range.left}
      selectedTo={range.right}
    />
  );
  const peekedCell = isPeeking ? source.get(active.row, active.column) : undefined;
  const peekTop =
    rows.offset(active.row) - (active.row < frozenRows ? 0 : viewport.top) + HEADER_HEIGHT;
  const peekLeft =
    columns.offset(active.column) - (active.column < frozenColumns ? 0 : viewport.left);

  const grid = (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columnCount + 1}
      aria-multiselectable
      aria-readonly
      aria-activedescendant={`${id}-${activeRange.top}-${activeRange.left}`}
      className="grid"
      data-lines={props.hidesGridlines ? "off" : undefined}
      data-active-cell={cellName(active)}
      data-selection={rangeName(range)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragging.current = false)}
      onDoubleClick={props.onOpen}
      onBlur={() => setPeeked(undefined)}
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
            "--grid-x": `${-viewport.left - frozenWidth}px`,
          } as React.CSSProperties
        }
      >
        <div role="row" aria-rowindex={1} className="grid-header">
          <div role="columnheader" aria-colindex={1} className="grid-corner">
            <span className="visually-hidden">Row</span>
          </div>
          {frozenColumns > 0 && (
            <div className="grid-header-frozen" role="presentation" style={{ width: frozenWidth }}>
              {headers(0, frozenColumns - 1)}
            </div>
          )}
          <div className="grid-header-window" role="presentation">
            <div className="grid-row-cells" role="presentation">
              {headers(firstColumn, lastColumn)}
            </div>
          </div>
        </div>
        {frozenRows > 0 && (
          <div className="grid-body-frozen" role="presentation" style={{ height: frozenHeight }}>
            {drawnRows(0, frozenRows - 1, 0, frozenMerges)}
            {frames(0, frozenRows - 1, 0)}
          </div>
        )}
        <div className="grid-body" role="presentation">
          <div
            className="grid-body-layer"
            role="presentation"
            style={{ transform: `translateY(${base - viewport.top - frozenHeight}px)` }}
          >
            {drawnRows(firstRow, lastRow, base, scrolledMerges)}
            {frames(firstRow, lastRow, base)}
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
  return (
    <div className="grid-frame">
      {grid}
      {/* Beside the grid: in it, only rows and cells are told to those who can't see. */}
      {isPeeking && (
        <div
          className="grid-peek formula"
          role="status"
          style={{
            top: Math.min(Math.max(peekTop, HEADER_HEIGHT), viewport.height - 40),
            left: Math.min(Math.max(peekLeft, 0) + HEADER_WIDTH, viewport.width - 160),
            minWidth: Math.max(160, columns.size(active.column)),
          }}
        >
          {peekedCell?.formula ?? (peekedCell?.text || "This cell is empty.")}
        </div>
      )}
    </div>
  );
}
