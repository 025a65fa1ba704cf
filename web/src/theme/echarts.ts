import { fontFamily, type Tokens } from "./tokens";

/** ECharts' theme, from the same tokens as the page. */
export function chartTheme(tokens: Tokens): object {
  const axis = {
    axisLine: { lineStyle: { color: tokens.borderStrong } },
    axisTick: { lineStyle: { color: tokens.borderStrong } },
    axisLabel: { color: tokens.textDimmed, fontSize: 12 },
    nameTextStyle: { color: tokens.textDimmed, fontSize: 12 },
    splitLine: { lineStyle: { color: tokens.gridLine } },
  };
  return {
    color: [...tokens.series],
    backgroundColor: "transparent",
    textStyle: { fontFamily, color: tokens.text },
    valueAxis: axis,
    categoryAxis: { ...axis, splitLine: { show: false } },
    logAxis: axis,
    timeAxis: axis,
    legend: { textStyle: { color: tokens.text }, pageTextStyle: { color: tokens.text } },
    tooltip: {
      backgroundColor: tokens.raised,
      borderColor: tokens.border,
      textStyle: { color: tokens.text, fontSize: 13 },
      extraCssText: "box-shadow: 0 4px 16px rgba(0,0,0,.18); border-radius: 8px;",
    },
  };
}
