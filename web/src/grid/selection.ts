import { type Position, type Range, rangeBetween } from "./addresses";

/** The cell that keys act on, and the corner that stays while Shift extends. */
export interface Selection {
  active: Position;
  anchor: Position;
}

export interface Bounds {
  rows: number;
  columns: number;
  /** The last row and column with anything in them; Ctrl+End goes there. */
  usedRows: number;
  usedColumns: number;
  /** Rows in a page, for PageUp and PageDown. */
  pageRows: number;
  /** Is there something in the cell? Undefined where that isn't loaded yet. */
  filled: (position: Position) => boolean | undefined;
}

export interface Key {
  key: string;
  shift: boolean;
  /** Ctrl, or Command on a Mac. */
  control: boolean;
  alt?: boolean;
}

export const origin: Selection = { active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };

export function selectCell(position: Position): Selection {
  return { active: position, anchor: position };
}

export function extendTo(selection: Selection, position: Position): Selection {
  return { active: position, anchor: selection.anchor };
}

export function selectedRange(selection: Selection): Range {
  return rangeBetween(selection.active, selection.anchor);
}

function clamp(value: number, last: number): number {
  return Math.min(Math.max(value, 0), Math.max(last, 0));
}

const arrows: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Where Ctrl+arrow goes, as in Excel: from inside a block of filled cells to its end, from its end
 * or from an empty cell to the next filled one, else to the edge of the sheet. Cells that aren't loaded
 * count as filled where they are in the used range, so the walk ends there, at most one page too far.
 */
export function edgeOfData(
  from: Position,
  rows: number,
  columns: number,
  bounds: Bounds,
): Position {
  const inside = (position: Position) =>
    position.row >= 0 &&
    position.column >= 0 &&
    position.row < bounds.rows &&
    position.column < bounds.columns;
  const used = (position: Position) =>
    position.row < bounds.usedRows && position.column < bounds.usedColumns;
  const next = (position: Position) => ({
    row: position.row + rows,
    column: position.column + columns,
  });
  const filled = (position: Position) => used(position) && bounds.filled(position) === true;
  const unknown = (position: Position) => used(position) && bounds.filled(position) === undefined;
  const lastOfSheet = {
    row: rows === 0 ? from.row : rows < 0 ? 0 : bounds.rows - 1,
    column: columns === 0 ? from.column : columns < 0 ? 0 : bounds.columns - 1,
  };

  let here = next(from);
  if (!inside(here)) return from;
  if (filled(from) && filled(here)) {
    while (inside(next(here)) && filled(next(here))) here = next(here);
    return here;
  }
  while (inside(here)) {
    if (filled(here) || unknown(here)) return here;
    const beyondUsed =
      (rows > 0 && here.row >= bounds.usedRows) ||
      (columns > 0 && here.column >= bounds.usedColumns);
    if (beyondUsed) return lastOfSheet;
    here = next(here);
  }
  return lastOfSheet;
}

/** The selection after a key, or undefined where the key isn't about moving. */
export function move(selection: Selection, key: Key, bounds: Bounds): Selection | undefined {
  if (key.alt) return undefined;
  const { active } = selection;
  let target: Position | undefined;

  const arrow = arrows[key.key];
  if (arrow) {
    target = key.control
      ? edgeOfData(active, arrow[0], arrow[1], bounds)
      : { row: active.row + arrow[0], column: active.column + arrow[1] };
  } else if (key.key === "PageDown" && !key.control) {
    target = { row: active.row + bounds.pageRows, column: active.column };
  } else if (key.key === "PageUp" && !key.control) {
    target = { row: active.row - bounds.pageRows, column: active.column };
  } else if (key.key === "Home") {
    target = { row: key.control ? 0 : active.row, column: 0 };
  } else if (key.key === "End") {
    target = {
      row: key.control ? bounds.usedRows - 1 : active.row,
      column: bounds.usedColumns - 1,
    };
  } else if (key.key.toLowerCase() === "a" && key.control) {
    return {
      anchor: { row: 0, column: 0 },
      active: {
        row: Math.max(bounds.usedRows - 1, 0),
        column: Math.max(bounds.usedColumns - 1, 0),
      },
    };
  }
  if (!target) return undefined;
  const clamped = {
    row: clamp(target.row, bounds.rows - 1),
    column: clamp(target.column, bounds.columns - 1),
  };
  return key.shift ? extendTo(selection, clamped) : selectCell(clamped);
}
