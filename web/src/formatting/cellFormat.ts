import { excelFormatter, type Formatter } from "./excelFormat";
import { formatNumber } from "./numbers";

/** What the API tells of how a cell shows its numbers. */
export interface CellFormat {
  number_format?: string | null;
  /** Days are counted from 1904, and not from 1900. */
  dates_from_1904?: boolean;
}

/** A cell's numbers as the cell shows them: money, shares, dates. */
export function cellFormatter(cell: CellFormat | undefined): Formatter {
  if (!isDate(cell?.number_format)) return excelFormatter(cell?.number_format);
  const since1904 = cell?.dates_from_1904 ?? false;
  return (value) => {
    const day = dayOf(value, since1904);
    return day ? dates.format(day) : formatNumber(value);
  };
}

/** Differences of a cell's numbers, such as a standard deviation: those of dates are days. */
export function differenceFormatter(cell: CellFormat | undefined): Formatter {
  if (!isDate(cell?.number_format)) return excelFormatter(cell?.number_format);
  return (value) => `${formatNumber(value)} ${value === 1 ? "day" : "days"}`;
}

const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const DAY_MS = 86_400_000;
/** 31 December 9999, the last day that Excel knows, in the 1900 date system. */
const LAST_DAY = 2_958_465;
/** 29 February 1900, which never was; Excel has it for the sake of Lotus 1-2-3. */
const PHANTOM_DAY = 60;

/** The day of a serial number (Microsoft, "Date systems in Excel"); undefined where there is none. */
function dayOf(serial: number, since1904: boolean): Date | undefined {
  const days = Math.floor(serial);
  if (since1904) {
    return days >= 0 && days <= LAST_DAY - 1462
      ? new Date(Date.UTC(1904, 0, 1) + days * DAY_MS)
      : undefined;
  }
  if (!(days >= 1 && days <= LAST_DAY) || days === PHANTOM_DAY) return undefined;
  const start = Date.UTC(1899, 11, days > PHANTOM_DAY ? 30 : 31);
  return new Date(start + days * DAY_MS);
}

/** Whether a format code shows days: years or days, and no digits, in its first section. */
function isDate(format: string | null | undefined): boolean {
  if (!format || /^general$/i.test(format)) return false;
  const shown = format.replace(/"[^"]*"?|\[[^\]]*\]?|[\\_*]./g, "").split(";")[0] ?? "";
  return /[yd]/i.test(shown) && !/[0#?]/.test(shown);
}
