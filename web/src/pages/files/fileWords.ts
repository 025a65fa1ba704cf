import type { FileInfo } from "~/api/types";

type Kind = FileInfo["kind"];
type State = FileInfo["state"];

/** What a file is, in words. */
export const kindWords: Readonly<Record<Kind, string>> = {
  xlsx: "Excel workbook",
  xlsm: "Excel workbook with macros",
  xlsb: "Binary Excel workbook",
  xls: "Excel 97–2003 workbook",
  ods: "OpenDocument spreadsheet",
  csv: "Comma-separated values",
  json: "JSON",
  parquet: "Parquet",
  text: "Text",
  other: "Other",
};

const workbookKinds: ReadonlySet<Kind> = new Set(["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"]);

/** Whether it can be opened as a workbook. */
export const isWorkbookKind = (kind: Kind): boolean => workbookKinds.has(kind);

/** States that need saying: a file that is ready needs none. */
export const fileStates: Readonly<Record<State, { label: string; color: string } | undefined>> = {
  processing: { label: "being read", color: "gray" },
  ready: undefined,
  quarantined: { label: "in quarantine", color: "red" },
  failed: { label: "not readable", color: "red" },
  deleted: { label: "deleted", color: "gray" },
};
