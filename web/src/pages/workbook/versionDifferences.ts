import type { WorkbookExport } from "~/api/fileVersions";
import { parseCell, quoteSheet } from "~/grid/addresses";
import { valueText } from "./cellText";

/** What differs between two versions of a workbook. */
export interface CellChange {
  sheet: string;
  cell: string;
  kind: "added" | "removed" | "changed";
  before: string;
  after: string;
}

export interface VersionDifferences {
  sheetsAdded: string[];
  sheetsRemoved: string[];
  /** What somebody entered: formulas and constants. */
  entered: CellChange[];
  /** Formulas that are as they were and give another value. */
  results: CellChange[];
  /** Names that mean something else, are new or gone. */
  names: CellChange[];
}

type Cells = WorkbookExport["sheets"][number]["cells"];
type ExportedCell = Cells[string];

/** What a cell holds: its formula, else its value. */
function content(cell: ExportedCell | undefined): string {
  if (!cell) return "";
  return cell.formula ?? valueText(cell.value);
}

function kindOf(before: unknown, after: unknown): CellChange["kind"] {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

function byPlace(one: CellChange, other: CellChange): number {
  const a = parseCell(one.cell);
  const b = parseCell(other.cell);
  return a && b ? a.row - b.row || a.column - b.column : 0;
}

function compareSheet(sheet: string, before: Cells, after: Cells, found: VersionDifferences) {
  const entered: CellChange[] = [];
  const results: CellChange[] = [];
  for (const cell of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[cell];
    const is = after[cell];
    if (content(was) !== content(is)) {
      const kind = kindOf(was, is);
      entered.push({ sheet, cell, kind, before: content(was), after: content(is) });
    } else if (was?.formula && valueText(was.value) !== valueText(is?.value)) {
      const [old, now] = [valueText(was.value), valueText(is?.value)];
      results.push({ sheet, cell, kind: "changed", before: old, after: now });
    }
  }
  found.entered.push(...entered.sort(byPlace));
  found.results.push(...results.sort(byPlace));
}

function namesOf(version: WorkbookExport): Map<string, string> {
  const shown = version.names.filter((name) => !name.is_hidden);
  return new Map(
    shown.map((name) => [
      name.sheet ? `${quoteSheet(name.sheet)}!${name.name}` : name.name,
      name.refers_to,
    ]),
  );
}

export function versionDifferences(
  before: WorkbookExport,
  after: WorkbookExport,
): VersionDifferences {
  const old = new Map(before.sheets.map((sheet) => [sheet.name, sheet.cells]));
  const now = new Map(after.sheets.map((sheet) => [sheet.name, sheet.cells]));
  const found: VersionDifferences = {
    sheetsAdded: [...now.keys()].filter((name) => !old.has(name)),
    sheetsRemoved: [...old.keys()].filter((name) => !now.has(name)),
    entered: [],
    results: [],
    names: [],
  };
  for (const [name, cells] of now) {
    const previous = old.get(name);
    // A sheet that is new as a whole isn't told cell by cell.
    if (previous) compareSheet(name, previous, cells, found);
  }
  const oldNames = namesOf(before);
  const newNames = namesOf(after);
  for (const name of new Set([...oldNames.keys(), ...newNames.keys()])) {
    const [was, is] = [oldNames.get(name), newNames.get(name)];
    if (was === is) continue;
    const kind = kindOf(was, is);
    found.names.push({ sheet: "", cell: name, kind, before: was ?? "", after: is ?? "" });
  }
  return found;
}

export function isSame(found: VersionDifferences): boolean {
  return (
    found.sheetsAdded.length === 0 &&
    found.sheetsRemoved.length === 0 &&
    found.entered.length === 0 &&
    found.results.length === 0 &&
    found.names.length === 0
  );
}
