import type { Formatter } from "~/formatting/excelFormat";

export interface AxisRange {
  low: number;
  high: number;
}

export function valueAxis(
  name: string,
  format: Formatter,
  place: "x" | "y",
  range?: AxisRange,
): Record<string, unknown> {
  return {
    type: "value",
    name,
    nameLocation: "middle",
    nameGap: place === "x" ? 28 : 50,
    scale: true,
    splitNumber: 5,
    ...(range ? { min: range.low, max: range.high } : {}),
    axisLabel: {
      formatter: (value: number) => format(value),
      hideOverlap: true,
      ...(place === "x" ? { alignMinLabel: "left", alignMaxLabel: "right" } : {}),
      // The ends of a range that was computed are seldom round numbers.
      ...(range ? { showMinLabel: false, showMaxLabel: false } : {}),
    },
    ...(place === "x"
      ? { splitLine: { show: false }, axisLine: { onZero: false } }
      : { axisLine: { show: false }, axisTick: { show: false } }),
  };
}

/** Escapes a name for ECharts' tooltips, which are HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
