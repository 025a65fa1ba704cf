/** Cell addresses as Excel writes them. Rows and columns are counted from 0 here, from 1 on the screen. */

export const ROWS_MAX = 1_048_576;
export const COLUMNS_MAX = 16_384;

export interface Position {
  row: number;
  column: number;
}

/** A rectangle of cells, its ends included. */
export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** 0 is A, 25 is Z, 26 is AA, 16,383 is XFD. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The column of letters, or undefined where Excel has no such column. */
export function columnOfLetters(letters: string): number | undefined {
  if (!/^[A-Za-z]{1,3}$/.test(letters)) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column <= COLUMNS_MAX ? column - 1 : undefined;
}

export function cellName({ row, column }: Position): string {
  return `${columnLetters(column)}${row + 1}`;
}

export function rangeName(range: Range): string {
  const first = cellName({ row: range.top, column: range.left });
  if (range.top === range.bottom && range.left === range.right) return first;
  return `${first}:${cellName({ row: range.bottom, column: range.right })}`;
}

/** `A1`, `$B$12`: the position, or undefined where it is no cell. */
export function parseCell(text: string): Position | undefined {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/.exec(text.trim());
  if (!match) return undefined;
  const column = columnOfLetters(match[1] ?? "");
  const row = Number(match[2]) - 1;
  if (column === undefined || row >= ROWS_MAX) return undefined;
  return { row, column };
}

/** `A1:C9` or `A1`. */
export function parseRange(text: string): Range | undefined {
  const [from, to, ...more] = text.split(":");
  if (more.length > 0 || from === undefined) return undefined;
  const first = parseCell(from);
  const last = to === undefined ? first : parseCell(to);
  return first && last ? rangeBetween(first, last) : undefined;
}

export function rangeBetween(one: Position, other: Position): Range {
  return {
    top: Math.min(one.row, other.row),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.row, other.row),
    right: Math.max(one.column, other.column),
  };
}

export function contains(range: Range, { row, column }: Position): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

export function cellsIn(range: Range): number {
  return (range.bottom - range.top + 1) * (range.right - range.left + 1);
}

/** A sheet's name as a formula writes it: quoted unless it is a plain word that can't be read as a cell. */
export function quoteSheet(sheet: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet);
  const looksLikeCell = parseCell(sheet) !== undefined || /^[rc]([0-9]*)(c[0-9]*)?$/i.test(sheet);
  return plain && !looksLikeCell ? sheet : `'${sheet.replaceAll("'", "''")}'`;
}

/** `Sheet!A1`, as the API and the command line address cells. */
export function sheetCell(sheet: string, position: Position): string {
  return `${quoteSheet(sheet)}!${cellName(position)}`;
}

export interface SheetRange {
  sheet: string;
  range: Range;
}

/** `Sheet!A1` or `'My sheet'!A1:B2`. */
export function parseSheetRange(text: string): SheetRange | undefined {
  const match = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$/.exec(text.trim());
  if (!match) return undefined;
  const range = parseRange(match[3] ?? "");
  const sheet = match[1] !== undefined ? match[1].replaceAll("''", "'") : match[2];
  return range && sheet ? { sheet, range } : undefined;
}

/** The same cell however it is written: `$` and the case of letters don't matter. */
export function sameCell(one: string, other: string): boolean {
  if (one === other) return true;
  const a = parseSheetRange(one);
  const b = parseSheetRange(other);
  if (!a || !b) return one.toLowerCase() === other.toLowerCase();
  return (
    a.sheet.toLowerCase() === b.sheet.toLowerCase() && rangeName(a.range) === rangeName(b.range)
  );
}
