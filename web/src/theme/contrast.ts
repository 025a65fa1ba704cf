import { type Scheme, tokensOf } from "./tokens";

function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance (WCAG 2.2) of `#rrggbb`; undefined where it isn't such a colour. */
export function luminance(color: string): number | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  if (!match) return undefined;
  const [red, green, blue] = match.slice(1, 4).map((hex) => channel(parseInt(hex, 16)));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/**
 * A workbook's colours, as far as they can be read on the page's: its author chose them for white
 * paper, and the page may be dark.
 */
export function readableColors(
  color: string | undefined,
  fill: string | undefined,
  scheme: Scheme,
): { color: string | undefined; fill: string | undefined } {
  const tokens = tokensOf(scheme);
  const ground = luminance(fill ?? tokens.surface);
  if (ground === undefined) return { color: undefined, fill: undefined };
  const given = color === undefined ? undefined : luminance(color);
  if (given !== undefined && contrast(given, ground) >= 4.5) return { color, fill };
  if (fill === undefined) return { color: undefined, fill };
  return { color: contrast(1, ground) > contrast(0, ground) ? "#ffffff" : "#111111", fill };
}
