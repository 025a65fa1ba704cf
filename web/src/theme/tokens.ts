/**
 * The one source of colour. Mantine's theme, the style sheet's variables and ECharts' theme are all
 * derived from these, so a chart and the cell it came from have the same colour in light and dark.
 */
export interface Tokens {
  background: string;
  surface: string;
  raised: string;
  border: string;
  borderStrong: string;
  text: string;
  textDimmed: string;
  accent: string;
  accentSoft: string;
  /** Inputs are green, outputs blue: as cells, badges and lines. */
  input: string;
  inputSoft: string;
  output: string;
  outputSoft: string;
  precedent: string;
  precedentSoft: string;
  danger: string;
  dangerSoft: string;
  warning: string;
  warningSoft: string;
  gridLine: string;
  gridHeader: string;
  selection: string;
  selectionSoft: string;
  /** Order of series; told apart with any common colour vision (after Okabe and Ito, 2008). */
  series: readonly [string, ...string[]];
}

export const light: Tokens = {
  background: "#f6f7f9",
  surface: "#ffffff",
  raised: "#ffffff",
  border: "#e1e5ea",
  borderStrong: "#8a94a0",
  text: "#1b222b",
  textDimmed: "#56616d",
  accent: "#1f5fbf",
  accentSoft: "#e8f0fb",
  input: "#0c7250",
  inputSoft: "#d8f1e5",
  output: "#1f5fbf",
  outputSoft: "#dce8fa",
  precedent: "#a3560f",
  precedentSoft: "#fbe8d3",
  danger: "#b3261e",
  dangerSoft: "#fbe5e3",
  warning: "#8a5a00",
  warningSoft: "#fdf0d2",
  gridLine: "#e4e8ec",
  gridHeader: "#f1f3f6",
  selection: "#1f5fbf",
  selectionSoft: "rgba(31, 95, 191, 0.10)",
  series: ["#1f5fbf", "#d55e00", "#0f8a63", "#a5528a", "#b58600", "#3a9bd6", "#5b6470"],
};

export const dark: Tokens = {
  background: "#12151a",
  surface: "#191d24",
  raised: "#20252d",
  border: "#2d343e",
  borderStrong: "#74808d",
  text: "#e6eaef",
  textDimmed: "#a3aebb",
  accent: "#78a9f5",
  accentSoft: "#1d2d47",
  input: "#4fc796",
  inputSoft: "#173a2d",
  output: "#78a9f5",
  outputSoft: "#1c3154",
  precedent: "#f0a45c",
  precedentSoft: "#422c16",
  danger: "#ff8a80",
  dangerSoft: "#45201d",
  warning: "#f2c14e",
  warningSoft: "#40330f",
  gridLine: "#2a3038",
  gridHeader: "#20252d",
  selection: "#78a9f5",
  selectionSoft: "rgba(120, 169, 245, 0.16)",
  series: ["#78a9f5", "#f28e4b", "#4fc796", "#d48cbd", "#e0bb4a", "#7cc7ee", "#a3aebb"],
};

export type Scheme = "light" | "dark";

export function tokensOf(scheme: Scheme): Tokens {
  return scheme === "dark" ? dark : light;
}

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
export const monospace =
  'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace';
