import { useCallback } from "react";
import type { Formatter } from "~/formatting/excelFormat";
import type { Tokens } from "~/theme/tokens";
import { valueAxis } from "./axes";
import { Chart } from "./Chart";
import { leastSquares } from "./leastSquares";

export interface ScatterChartProps {
  title: string;
  sentence: string;
  points: readonly (readonly [x: number, y: number])[];
  xName: string;
  yName: string;
  formatX: Formatter;
  formatY: Formatter;
  height?: number;
  onPick?: (place: number) => void;
  actions?: React.ReactNode;
  quietTitle?: boolean;
}

const margins = { left: 76, right: 24, top: 16, bottom: 46 };

/** One dot a trial, an input against an output, with the straight line that fits best. */
export function ScatterChart(props: ScatterChartProps) {
  const { points, xName, yName, formatX, formatY } = props;
  const build = useCallback(
    (tokens: Tokens) => {
      const line = leastSquares(points);
      return {
        xAxis: valueAxis(xName, formatX, "x"),
        yAxis: { ...valueAxis(yName, formatY, "y"), nameGap: 58 },
        tooltip: {
          trigger: "item",
          formatter: (item: { value?: [number, number] }) =>
            item.value ? `${formatX(item.value[0])}, <b>${formatY(item.value[1])}</b>` : "",
        },
        series: [
          {
            type: "scatter" as const,
            name: "trials",
            symbolSize: points.length > 2000 ? 3 : 5,
            itemStyle: { color: tokens.series[0], opacity: points.length > 2000 ? 0.35 : 0.6 },
            large: points.length > 5000,
            data: points,
          },
          ...(line
            ? [
                {
                  type: "line" as const,
                  name: "best straight line",
                  symbol: "none",
                  silent: true,
                  lineStyle: { color: tokens.series[1], width: 2 },
                  data: line,
                },
              ]
            : []),
        ],
      };
    },
    [points, xName, yName, formatX, formatY],
  );
  const table = useCallback(
    () => ({
      columns: [xName, yName],
      rows: points.slice(0, 1000).map(([x, y]) => [formatX(x), formatY(y)]),
    }),
    [points, xName, yName, formatX, formatY],
  );
  return (
    <Chart
      title={props.title}
      sentence={props.sentence}
      build={build}
      table={table}
      height={props.height ?? 340}
      margins={margins}
      onPick={props.onPick}
      actions={props.actions}
      quietTitle={props.quietTitle}
    />
  );
}
