import { useCallback } from "react";
import type { Formatter } from "~/formatting/excelFormat";
import { formatProbability } from "~/formatting/numbers";
import type { Tokens } from "~/theme/tokens";
import { escapeHtml, valueAxis } from "./axes";
import { Chart, defaultMargins } from "./Chart";
import type { CurvePoint, Delimiters } from "./probability";
import { probabilityBelow } from "./probability";

export interface CumulativeChartProps {
  title: string;
  curves: readonly { name: string; points: readonly CurvePoint[] }[];
  format: Formatter;
  delimiters?: Delimiters;
  sentence: string;
  height?: number;
  actions?: React.ReactNode;
  quietTitle?: boolean;
}

const legendMargins = { ...defaultMargins, top: 40 };

interface TooltipItem {
  seriesName?: string;
  value?: [number, number];
  axisValue?: number;
}

/** The share of trials at or below each value. */
export function CumulativeChart(props: CumulativeChartProps) {
  const { curves, format, delimiters } = props;
  const build = useCallback(
    (tokens: Tokens) => ({
      xAxis: valueAxis("", format, "x"),
      yAxis: {
        ...valueAxis("", (value) => `${Math.round(value * 100)}%`, "y"),
        min: 0,
        max: 1,
        scale: false,
      },
      legend: curves.length > 1 ? { top: 0, right: 60 } : { show: false },
      tooltip: {
        trigger: "axis",
        formatter: (items: TooltipItem[]) => {
          const value = items[0]?.axisValue;
          if (value === undefined) return "";
          const lines = curves.map(
            (curve) =>
              `${curves.length > 1 ? `${escapeHtml(curve.name)}: ` : ""}<b>${formatProbability(probabilityBelow(curve.points, value))}</b> at or below`,
          );
          return `${format(value)}<br>${lines.join("<br>")}`;
        },
      },
      series: curves.map((curve, place) => ({
        type: "line" as const,
        name: curve.name,
        symbol: "none",
        color: tokens.series[place % tokens.series.length],
        lineStyle: { width: 2, type: place % 2 ? "dashed" : "solid" },
        data: curve.points.map((point) => [point.value, point.probability]),
        markLine:
          place === 0 && delimiters
            ? {
                symbol: "none",
                // Else it is drawn at two decimals.
                precision: -1,
                silent: true,
                lineStyle: { color: tokens.textDimmed, type: "solid" },
                label: { formatter: ({ value }: { value: number }) => format(value) },
                data: [{ xAxis: delimiters.low }, { xAxis: delimiters.high }],
              }
            : undefined,
      })),
    }),
    [curves, format, delimiters],
  );
  const table = useCallback(
    () => ({
      columns: ["Run", "Value", "At or below"],
      rows: curves.flatMap((curve) =>
        curve.points.map((point) => [
          curve.name,
          format(point.value),
          formatProbability(point.probability),
        ]),
      ),
    }),
    [curves, format],
  );
  return (
    <Chart
      {...props}
      build={build}
      table={table}
      margins={curves.length > 1 ? legendMargins : defaultMargins}
    />
  );
}
