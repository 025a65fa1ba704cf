import type { CellValue } from "~/api/types";

/** What a spreadsheet makes of what is typed into a cell that isn't a formula. */
export function typedValue(text: string): CellValue {
  const plain = text.trim();
  if (plain === "") return null;
  if (/^true$/i.test(plain)) return true;
  if (/^false$/i.test(plain)) return false;
  const match = /^([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(\.[0-9]*)?(e[+-]?[0-9]+)?(%?)$/i.exec(
    plain.replaceAll("−", "-"),
  );
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "", percent = ""] = match;
  if (whole === "" && fraction.length < 2) return text;
  const number = Number(`${sign}${whole.replaceAll(",", "")}${fraction}${exponent}`);
  if (!Number.isFinite(number)) return text;
  return percent ? number / 100 : number;
}
