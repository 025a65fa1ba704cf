import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { cellsQuery } from "~/api/workbooks";
import type { Cell, CellStyle, CellValue, CellWindow, Sheet } from "~/api/types";
import { type Range, rangeName } from "~/grid/addresses";
import type { CellSource, GridCell } from "~/grid/cells";
import { formatNumber } from "~/formatting/numbers";
import { readableColors } from "~/theme/contrast";
import type { Scheme } from "~/theme/tokens";

/** Cells are fetched in tiles: 4,096 cells at once, far below the service's 50,000. */
const TILE_ROWS = 128;
const TILE_COLUMNS = 32;
const TILE_COLUMNS_MAX = 16_384 / TILE_COLUMNS;

const noSheet: Pick<Sheet, "name" | "row_count" | "column_count"> = {
  name: "",
  row_count: 0,
  column_count: 0,
};
const empty: GridCell = { text: "", kind: "empty" };

export function valueText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return formatNumber(value, 11);
  if (typeof value === "string") return value;
  return value.error;
}

function kindOf(value: CellValue | undefined): GridCell["kind"] {
  if (value === null || value === undefined || value === "") return "empty";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "text" : "error";
}

function gridCell(cell: Cell, style: CellStyle | undefined, scheme: Scheme): GridCell {
  const colors = readableColors(style?.color ?? undefined, style?.fill ?? undefined, scheme);
  const horizontal = style?.horizontal;
  return {
    text: cell.text ?? valueText(cell.value),
    kind: kindOf(cell.value),
    formula: cell.formula ?? undefined,
    numberFormat: style?.number_format,
    bold: style?.bold,
    italic: style?.italic,
    align: horizontal && horizontal !== "fill" ? horizontal : undefined,
    color: colors.color,
    fill: colors.fill,
    mark:
      cell.excel !== undefined && cell.excel !== null
        ? "differs"
        : cell.role === "input" || cell.role === "output"
          ? cell.role
          : undefined,
  };
}

type Tile = ReadonlyMap<number, GridCell>;
const tiles = new WeakMap<CellWindow, Partial<Record<Scheme, Tile>>>();
const place = (row: number, column: number) => row * 16_384 + column;

/** A window by position, converted once. */
function tileOf(window: CellWindow, scheme: Scheme): Tile {
  const kept = tiles.get(window) ?? {};
  const known = kept[scheme];
  if (known) return known;
  const tile = new Map<number, GridCell>();
  for (const cell of window.cells) {
    const style =
      cell.style === null || cell.style === undefined ? undefined : window.styles[cell.style];
    tile.set(place(cell.row - 1, cell.column - 1), gridCell(cell, style, scheme));
  }
  tiles.set(window, { ...kept, [scheme]: tile });
  return tile;
}

function tileRange(tileRow: number, tileColumn: number, sheet: typeof noSheet): string {
  return rangeName({
    top: tileRow * TILE_ROWS,
    left: tileColumn * TILE_COLUMNS,
    bottom: Math.min((tileRow + 1) * TILE_ROWS, sheet.row_count) - 1,
    right: Math.min((tileColumn + 1) * TILE_COLUMNS, sheet.column_count) - 1,
  });
}

export interface Cells {
  source: CellSource;
  onVisible: (range: Range) => void;
  error: Error | null;
  retry: () => void;
}

/** The cells of a sheet, fetched where they come into sight and kept. */
export function useCells(workbookId: string, shown: Sheet | undefined, scheme: Scheme): Cells {
  const sheet = shown ?? noSheet;
  const client = useQueryClient();
  const [visible, setVisible] = useState<Range>();
  const wanted = useMemo(() => {
    if (!visible || sheet.row_count === 0 || sheet.column_count === 0) return [];
    const ranges: string[] = [];
    const lastRow = Math.min(visible.bottom, sheet.row_count - 1);
    const lastColumn = Math.min(visible.right, sheet.column_count - 1);
    for (let row = Math.floor(visible.top / TILE_ROWS); row * TILE_ROWS <= lastRow; row++) {
      let column = Math.floor(visible.left / TILE_COLUMNS);
      for (; column * TILE_COLUMNS <= lastColumn; column++)
        ranges.push(tileRange(row, column, sheet));
    }
    return ranges;
  }, [visible, sheet]);
  const windows = useQueries({
    queries: wanted.map((range) => cellsQuery(workbookId, sheet.name, range)),
    combine: (results) => ({
      // Changes whenever any window in sight arrives.
      version: results.reduce((sum, result) => sum + result.dataUpdatedAt, results.length),
      error: results.find((result) => result.error)?.error ?? null,
      retry: () => results.forEach((result) => result.error && void result.refetch()),
    }),
  });
  const source = useMemo<CellSource>(() => {
    // Looked up once a tile, not once a cell.
    const known = new Map<number, Tile | undefined>();
    const tileAt = (tileRow: number, tileColumn: number) => {
      const index = tileRow * TILE_COLUMNS_MAX + tileColumn;
      if (known.has(index)) return known.get(index);
      const range = tileRange(tileRow, tileColumn, sheet);
      const window = client.getQueryData<CellWindow>(
        cellsQuery(workbookId, sheet.name, range).queryKey,
      );
      const tile = window && tileOf(window, scheme);
      known.set(index, tile);
      return tile;
    };
    return {
      version: windows.version,
      get: (row, column) => {
        if (row >= sheet.row_count || column >= sheet.column_count) return empty;
        const tile = tileAt(Math.floor(row / TILE_ROWS), Math.floor(column / TILE_COLUMNS));
        return tile && (tile.get(place(row, column)) ?? empty);
      },
    };
  }, [client, workbookId, sheet, scheme, windows.version]);
  return { source, onVisible: setVisible, error: windows.error, retry: windows.retry };
}
