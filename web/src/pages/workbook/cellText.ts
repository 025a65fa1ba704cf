import type { CellValue } from "~/api/types";
import { formatNumber } from "~/formatting/numbers";

/** A value that has no number format, as a spreadsheet shows it. */
export function valueText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return formatNumber(value, 11);
  if (typeof value === "string") return value;
  return value.error;
}
