import { formatNumber } from "./numbers";

/**
 * Numbers as a workbook's number format shows them, for axes and statistics of outputs.
 * Sections, digits, grouping, scaling commas, percent, exponents, literal text and currency are read;
 * dates and fractions fall back to plain numbers (cells themselves come formatted from the service).
 */
export type Formatter = (value: number) => string;

interface Section {
  prefix: string;
  suffix: string;
  decimalsMin: number;
  decimalsMax: number;
  integerDigitsMin: number;
  grouped: boolean;
  /** Divisor from trailing commas, multiplier from percent signs. */
  scale: number;
  exponentDigits: number;
  /** No digits at all: only the literal text. */
  literal: boolean;
}

function splitSections(format: string): string[] {
  const sections: string[] = [];
  let current = "";
  for (let place = 0; place < format.length; place++) {
    const letter = format[place] ?? "";
    if (letter === '"') {
      const end = format.indexOf('"', place + 1);
      const stop = end === -1 ? format.length : end + 1;
      current += format.slice(place, stop);
      place = stop - 1;
    } else if (letter === "\\") {
      current += format.slice(place, place + 2);
      place++;
    } else if (letter === ";") {
      sections.push(current);
      current = "";
    } else current += letter;
  }
  sections.push(current);
  return sections;
}

/** Undefined where the section isn't a number's (dates, fractions, General). */
function parseSection(text: string): Section | undefined {
  let prefix = "";
  let suffix = "";
  let digits = "";
  let exponentDigits = 0;
  let scale = 1;
  const literal = (piece: string) => {
    if (digits === "") prefix += piece;
    else suffix += piece;
  };
  for (let place = 0; place < text.length; place++) {
    const letter = text[place] ?? "";
    if (letter === '"') {
      const end = text.indexOf('"', place + 1);
      const stop = end === -1 ? text.length : end;
      literal(text.slice(place + 1, stop));
      place = stop;
    } else if (letter === "\\") {
      literal(text[place + 1] ?? "");
      place++;
    } else if (letter === "_") {
      literal(" ");
      place++;
    } else if (letter === "*") {
      place++;
    } else if (letter === "[") {
      const end = text.indexOf("]", place);
      if (end === -1) return undefined;
      const inside = text.slice(place + 1, end);
      if (/^[hms]+$/i.test(inside)) return undefined;
      // [$€-407] is a currency sign with a language; [Red] and [>100] don't change the digits.
      if (inside.startsWith("$")) literal(inside.slice(1).split("-")[0] ?? "");
      else if (/^[<>=]/.test(inside)) return undefined;
      place = end;
    } else if ("0#?.,".includes(letter)) {
      if (suffix.trim() !== "" && letter !== ",") return undefined;
      digits += letter;
    } else if (letter === "%") {
      scale *= 100;
      literal("%");
    } else if (/[eE]/.test(letter) && /[+-]/.test(text[place + 1] ?? "")) {
      const run = /^[0#?]+/.exec(text.slice(place + 2))?.[0] ?? "0";
      exponentDigits = run.length;
      place += 1 + run.length;
    } else if (/[dmyhsgbn@/]/i.test(letter)) {
      return undefined;
    } else literal(letter);
  }
  const trailing = /,+$/.exec(digits)?.[0].length ?? 0;
  if (trailing > 0) {
    scale /= 1000 ** trailing;
    digits = digits.slice(0, -trailing);
  }
  const [whole = "", fraction = ""] = digits.split(".");
  return {
    prefix,
    suffix,
    decimalsMin: Math.min(20, fraction.replace(/[^0]/g, "").length),
    decimalsMax: Math.min(20, fraction.length),
    integerDigitsMin: whole.replace(/[^0]/g, "").length,
    grouped: whole.includes(","),
    scale,
    exponentDigits,
    literal: digits === "",
  };
}

function write(section: Section, value: number, sign: string): string {
  if (section.literal) return sign + section.prefix + section.suffix;
  const scaled = value * section.scale;
  let text: string;
  if (section.exponentDigits > 0) {
    const [mantissa = "", exponent = "0"] = scaled.toExponential(section.decimalsMax).split("e");
    const power = Number(exponent);
    const padded = String(Math.abs(power)).padStart(section.exponentDigits, "0");
    text = `${mantissa}E${power < 0 ? "-" : "+"}${padded}`;
  } else {
    text = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: section.decimalsMin,
      maximumFractionDigits: section.decimalsMax,
      minimumIntegerDigits: Math.min(21, Math.max(1, section.integerDigitsMin)),
      useGrouping: section.grouped,
    }).format(scaled);
    if (section.integerDigitsMin === 0 && text.startsWith("0.")) text = text.slice(1);
  }
  return sign + section.prefix + text + section.suffix;
}

/** A formatter for an Excel number format; without one, or with one that isn't for numbers, plain numbers. */
export function excelFormatter(format: string | null | undefined): Formatter {
  if (!format || /^general$/i.test(format)) return formatNumber;
  const sections = splitSections(format).map(parseSection);
  const positive = sections[0];
  if (!positive) return formatNumber;
  const negative = sections.length > 1 ? sections[1] : undefined;
  const zero = sections.length > 2 ? sections[2] : undefined;
  return (value) => {
    if (!Number.isFinite(value)) return formatNumber(value);
    if (value === 0 && zero) return write(zero, 0, "").trim();
    if (value < 0 && negative) return write(negative, -value, "").trim();
    const text = write(positive, Math.abs(value), "").trim();
    // A value that rounds to zero has no sign.
    return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
  };
}

/** For an axis: the same format, unless it would print neighbouring ticks alike. */
export function axisFormatter(format: string | null | undefined, step: number): Formatter {
  const formatter = excelFormatter(format);
  const alike = formatter(0) === formatter(step) || formatter(step) === formatter(2 * step);
  return alike ? formatNumber : formatter;
}
