import { useMediaQuery } from "@mantine/hooks";
import { useCallback, useMemo } from "react";
import type { Formatter } from "~/formatting/excelFormat";
import type { Tokens } from "~/theme/tokens";
import { escapeHtml, valueAxis } from "./axes";
import { Chart } from "./Chart";

export interface TornadoBar {
  name: string;
  /** The bar's ends. A measure with one number reaches from the base to `high`. */
  low: number;
  high: number;
  /** Does the low end belong to low values of the input? Decides the colours. */
  rising?: boolean;
}

export interface TornadoChartProps {
  title: string;
  measure: string;
  bars: readonly TornadoBar[];
  /** Where the bars meet: the output's mean, or 0. */
  base: number;
  /** Both ends mean something (low and high input) rather than one number. */
  twoSided: boolean;
  format: Formatter;
  /** Shows how far a bar reaches. */
  formatSpan: Formatter;
  sentence: string;
  onPick?: (name: string) => void;
  actions?: React.ReactNode;
  quietTitle?: boolean;
}

const ROW_HEIGHT = 28;

/** How much each input moves an output, the greatest on top. */
export function TornadoChart(props: TornadoChartProps) {
  const { bars, base, twoSided, format, formatSpan, measure, onPick } = props;
  const longest = Math.max(0, ...bars.map((bar) => bar.name.length));
  // On a phone the bars need the room.
  const isNarrow = useMediaQuery("(max-width: 700px)");
  const left = Math.min(isNarrow ? 128 : 240, Math.max(80, longest * 7 + 16));
  const margins = useMemo(() => ({ left, right: 28, top: 30, bottom: 46 }), [left]);
  const build = useCallback(
    (tokens: Tokens) => {
      const rows = [...bars].reverse();
      const half = (side: "low" | "high") => ({
        type: "custom" as const,
        name: side === "low" ? "input low" : "input high",
        itemStyle: { color: side === "low" ? tokens.series[1] : tokens.series[0] },
        encode: { x: [1, 2], y: 0 },
        data: rows.map((bar, place) => {
          // The end of the bar that belongs to low (high) values of the input.
          const end = (bar.rising ?? true) === (side === "high") ? bar.high : bar.low;
          return [place, base, end];
        }),
        renderItem: (
          _: unknown,
          api: {
            value: (dimension: number) => number;
            coord: (point: [number, number]) => [number, number];
          },
        ) => {
          const row = api.value(0);
          const [x1, y] = api.coord([api.value(1), row]);
          const [x2] = api.coord([api.value(2), row]);
          const thick = ROW_HEIGHT - 10;
          return {
            type: "rect",
            shape: {
              x: Math.min(x1, x2),
              y: y - thick / 2,
              width: Math.abs(x2 - x1),
              height: thick,
            },
            style: { fill: side === "low" ? tokens.series[1] : tokens.series[0] },
          };
        },
      });
      return {
        xAxis: {
          ...valueAxis(measure, format, "x"),
          scale: false,
          ...(base === 0 ? {} : { scale: true }),
          splitLine: { show: true, lineStyle: { color: tokens.gridLine } },
        },
        yAxis: {
          type: "category",
          data: rows.map((bar) => bar.name),
          axisTick: { show: false },
          axisLabel: { color: tokens.text, width: left - 16, overflow: "truncate" },
        },
        legend: twoSided ? { top: 0, right: 60 } : { show: false },
        tooltip: {
          trigger: "item",
          formatter: (item: { dataIndex?: number }) => {
            const bar = rows[item.dataIndex ?? -1];
            if (!bar) return "";
            const numbers = twoSided
              ? `${format(bar.low)} to ${format(bar.high)}`
              : format(bar.high === base ? bar.low : bar.high);
            return `${escapeHtml(bar.name)}<br><b>${numbers}</b>`;
          },
        },
        series: twoSided ? [half("low"), half("high")] : [half("high")],
      };
    },
    [bars, base, twoSided, format, measure, left],
  );
  const table = useCallback(
    () => ({
      columns: twoSided ? ["Input", "Lowest", "Highest", "Span"] : ["Input", measure],
      rows: bars.map((bar) =>
        twoSided
          ? [bar.name, format(bar.low), format(bar.high), formatSpan(Math.abs(bar.high - bar.low))]
          : [bar.name, format(bar.high === base ? bar.low : bar.high)],
      ),
    }),
    [bars, base, twoSided, format, formatSpan, measure],
  );
  const pick = useCallback(
    (row: number) => {
      const bar = [...bars].reverse()[row];
      if (bar) onPick?.(bar.name);
    },
    [bars, onPick],
  );
  return (
    <Chart
      title={props.title}
      sentence={props.sentence}
      build={build}
      table={table}
      height={Math.max(140, bars.length * ROW_HEIGHT + 84)}
      margins={margins}
      onPick={pick}
      actions={props.actions}
      quietTitle={props.quietTitle}
    />
  );
}
