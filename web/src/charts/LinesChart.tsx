import { useCallback } from "react";
import type { Formatter } from "~/formatting/excelFormat";
import type { Tokens } from "~/theme/tokens";
import { escapeHtml, valueAxis } from "./axes";
import { bandSeries } from "./bars";
import { Chart } from "./Chart";

export interface Line {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

export interface Band {
  name: string;
  points: readonly { x: number; low: number; high: number }[];
}

export interface LinesChartProps {
  title: string;
  sentence: string;
  lines: readonly Line[];
  bands?: readonly Band[];
  xName: string;
  yName?: string;
  formatX: Formatter;
  formatY: Formatter;
  /** Labels instead of numbers along x, by index. */
  categories?: readonly string[];
  /** Convergence is read by powers of the number of trials. */
  logX?: boolean;
  legend?: boolean;
  height?: number;
  actions?: React.ReactNode;
  quietTitle?: boolean;
}

interface TooltipItem {
  seriesName?: string;
  seriesType?: string;
  value?: readonly number[];
  marker?: string;
}

/** Lines with bands: the spider, the convergence and the fan are this chart with different data. */
export function LinesChart(props: LinesChartProps) {
  const { lines, bands, xName, yName, formatX, formatY, categories, logX } = props;
  const legend = props.legend ?? lines.length > 1;
  const build = useCallback(
    (tokens: Tokens) => {
      const showX = (value: number) => categories?.[Math.round(value)] ?? formatX(value);
      return {
        xAxis: {
          ...valueAxis(xName, showX, "x"),
          ...(logX ? { type: "log", logBase: 10 } : {}),
          ...(categories ? { minInterval: 1, min: 0, max: categories.length - 1 } : {}),
        },
        yAxis: valueAxis(yName ?? "", formatY, "y"),
        legend: legend ? { top: 0, right: 8, type: "scroll", left: 8 } : { show: false },
        tooltip: {
          trigger: "axis",
          formatter: (items: TooltipItem[]) => {
            const x = items[0]?.value?.[0];
            if (x === undefined) return "";
            const body = items.map((item) => {
              const [, low, high] = item.value ?? [];
              if (low === undefined) return "";
              const number =
                high === undefined ? formatY(low) : `${formatY(low)} to ${formatY(high)}`;
              return `${item.marker ?? ""}${escapeHtml(item.seriesName ?? "")}: <b>${number}</b>`;
            });
            return `${escapeHtml(showX(x))}<br>${body.join("<br>")}`;
          },
        },
        series: [
          ...(bands ?? []).map((band, place) =>
            bandSeries(band.name, band.points, `${tokens.series[0]}${place === 0 ? "26" : "40"}`),
          ),
          ...lines.map((line, place) => ({
            type: "line" as const,
            name: line.name,
            z: 3,
            symbol: line.points.length > 24 ? "none" : "circle",
            symbolSize: 5,
            color: tokens.series[place % tokens.series.length],
            lineStyle: {
              width: 2,
              type: (["solid", "dashed", "dotted"] as const)[
                Math.floor(place / tokens.series.length) % 3
              ],
            },
            data: line.points,
          })),
        ],
      };
    },
    [lines, bands, xName, yName, formatX, formatY, categories, logX, legend],
  );
  const table = useCallback(
    () => ({
      columns: ["Series", xName || "At", yName ?? "Value"],
      rows: [
        ...lines.flatMap((line) =>
          line.points.map(([x, y]) => [line.name, categories?.[x] ?? formatX(x), formatY(y)]),
        ),
        ...(bands ?? []).flatMap((band) =>
          band.points.map((point) => [
            band.name,
            categories?.[point.x] ?? formatX(point.x),
            `${formatY(point.low)} to ${formatY(point.high)}`,
          ]),
        ),
      ],
    }),
    [lines, bands, xName, yName, formatX, formatY, categories],
  );
  return (
    <Chart
      title={props.title}
      sentence={props.sentence}
      build={build}
      table={table}
      height={props.height ?? 320}
      margins={linesMargins}
      actions={props.actions}
      quietTitle={props.quietTitle}
    />
  );
}

const linesMargins = { left: 72, right: 24, top: 34, bottom: 46 };
