import type { Sheet, Workbook } from "~/api/types";
import { parseRange, parseSheetRange } from "~/grid/addresses";
import type { Selection } from "~/grid/selection";

export interface Place {
  sheet: string;
  selection: Selection;
}

/** The first sheet that users see. */
export function firstSheet(sheets: readonly Sheet[]): string {
  const shown = sheets.find((one) => one.kind === "worksheet" && one.visibility === "visible");
  return (shown ?? sheets[0])?.name ?? "";
}

/** Where an address, an address with its sheet, or a defined name leads. */
export function placeOf(
  workbook: Pick<Workbook, "names" | "sheets">,
  currentSheet: string,
  text: string,
): Place | undefined {
  const plain = text.trim().replaceAll("$", "");
  const name = workbook.names.find((one) => one.name.toLowerCase() === plain.toLowerCase());
  const target = name ? name.refers_to.replaceAll("$", "") : plain;
  const local = parseRange(target);
  const found = parseSheetRange(target) ?? (local && { sheet: currentSheet, range: local });
  const sheet = workbook.sheets.find(
    (one) => one.name.toLowerCase() === found?.sheet.toLowerCase(),
  );
  if (!found || !sheet) return undefined;
  const { top, left, bottom, right } = found.range;
  return {
    sheet: sheet.name,
    selection: { active: { row: top, column: left }, anchor: { row: bottom, column: right } },
  };
}
