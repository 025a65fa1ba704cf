/** Distribution calls as text: `Pert(8, 10, 15)`, `Truncate(...)` among the arguments, lists in braces. */

export interface Call {
  name: string;
  arguments: string[];
}

const opening = "({[";
const closing = ")}]";

/** Splits at commas that stand in no bracket and no quotes. */
export function splitArguments(text: string): string[] | undefined {
  const parts: string[] = [];
  let depth = 0;
  let quote: string | undefined;
  let current = "";
  for (const letter of text) {
    if (quote) {
      if (letter === quote) quote = undefined;
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (opening.includes(letter)) depth++;
    else if (closing.includes(letter)) depth--;
    if (depth < 0) return undefined;
    if (letter === "," && depth === 0 && !quote) {
      parts.push(current.trim());
      current = "";
    } else current += letter;
  }
  if (depth !== 0 || quote) return undefined;
  if (current.trim() !== "" || parts.length > 0) parts.push(current.trim());
  return parts;
}

/** Undefined where the text isn't one call; what the arguments mean is the service's to say. */
export function parseCall(text: string): Call | undefined {
  const match = /^\s*=?\s*([A-Za-z][A-Za-z0-9_.]*)\s*\((.*)\)\s*$/s.exec(text);
  if (!match) return undefined;
  const parts = splitArguments(match[2] ?? "");
  return parts && { name: match[1] ?? "", arguments: parts };
}

export function writeCall(call: Call): string {
  return `${call.name}(${call.arguments.join(", ")})`;
}

export function withArgument(call: Call, place: number, text: string): Call {
  return {
    ...call,
    arguments: call.arguments.map((argument, index) => (index === place ? text : argument)),
  };
}

/** A number as a formula reads it, with no more digits than the axis that it was dragged on can tell. */
export function roundTo(value: number, step: number): number {
  if (!(step > 0) || !Number.isFinite(value)) return value;
  const digits = Math.max(0, Math.min(12, -Math.floor(Math.log10(step))));
  const unit = step >= 1 ? 10 ** Math.floor(Math.log10(step)) : 0;
  return unit > 1 ? Math.round(value / unit) * unit : Number(value.toFixed(digits));
}

/** What a cell that becomes an input begins with: its number, a tenth to either side. */
export function firstDistribution(value: number): string {
  if (value === 0) return "Pert(-1, 0, 1)";
  const step = Math.abs(value) / 100;
  const low = roundTo(value - Math.abs(value) / 10, step);
  const high = roundTo(value + Math.abs(value) / 10, step);
  return `Pert(${low}, ${value}, ${high})`;
}
