import { useCallback, useMemo } from "react";
import type { Formatter } from "~/formatting/excelFormat";
import { formatCount, formatProbability } from "~/formatting/numbers";
import type { Tokens } from "~/theme/tokens";
import { valueAxis } from "./axes";
import { barSeries, type Bin } from "./bars";
import { Chart, type Margins, type Plot } from "./Chart";
import { Handle } from "./Handle";
import { type CurvePoint, type Delimiters, moveDelimiter, probabilityBelow } from "./probability";

export interface HistogramOverlay {
  name: string;
  bins: readonly Bin[];
}

export interface HistogramChartProps {
  title: string;
  bins: readonly Bin[];
  curve?: readonly CurvePoint[];
  format: Formatter;
  delimiters?: Delimiters;
  onDelimiters?: (delimiters: Delimiters) => void;
  onCommit?: (delimiters: Delimiters) => void;
  /** Other runs' outlines over this one's bars. */
  overlays?: readonly HistogramOverlay[];
  mean?: number;
  height?: number;
  sentence: string;
  actions?: React.ReactNode;
  quietTitle?: boolean;
}

const margins: Margins = { left: 60, right: 24, top: 56, bottom: 36 };
const plainMargins: Margins = { left: 60, right: 24, top: 18, bottom: 36 };
const legendMargins: Margins = { ...plainMargins, top: 40 };

export function axisOfBins(sets: readonly (readonly Bin[])[]): Delimiters {
  let low = Infinity;
  let high = -Infinity;
  for (const bins of sets) {
    low = Math.min(low, bins[0]?.from ?? Infinity);
    high = Math.max(high, bins.at(-1)?.to ?? -Infinity);
  }
  if (!(high > low))
    return Number.isFinite(low) ? { low: low - 0.5, high: low + 0.5 } : { low: 0, high: 1 };
  const room = (high - low) * 0.01;
  return { low: low - room, high: high + room };
}

function share(bins: readonly Bin[]): (bin: Bin) => number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return (bin) => (total > 0 ? bin.count / total : 0);
}

/** The outline of a histogram as steps. */
function outline(bins: readonly Bin[]): [number, number][] {
  const height = share(bins);
  const points: [number, number][] = [];
  for (const bin of bins) points.push([bin.from, height(bin)], [bin.to, height(bin)]);
  const first = bins[0];
  const last = bins.at(-1);
  if (first && last) return [[first.from, 0], ...points, [last.to, 0]];
  return points;
}

/** A histogram, with two delimiters and the probability between them where they are given. */
export function HistogramChart(props: HistogramChartProps) {
  const { bins, overlays, delimiters, format, title, mean } = props;
  const axis = useMemo(
    () => axisOfBins([bins, ...(overlays ?? []).map((overlay) => overlay.bins)]),
    [bins, overlays],
  );
  const low = delimiters?.low ?? -Infinity;
  const high = delimiters?.high ?? Infinity;

  const build = useCallback(
    (tokens: Tokens) => {
      const height = share(bins);
      const lines = [low, high].filter((value) => Number.isFinite(value));
      return {
        xAxis: valueAxis("", format, "x", axis),
        yAxis: {
          ...valueAxis("", (value) => formatProbability(value), "y"),
          scale: false,
          min: 0,
          splitNumber: 4,
        },
        legend: overlays?.length ? { top: 0, right: 60 } : { show: false },
        tooltip: {
          trigger: "item",
          formatter: (item: { value?: number[] }) => {
            const [from, to, probability] = item.value ?? [];
            if (from === undefined || to === undefined || probability === undefined) return "";
            return `${format(from)} to ${format(to)}<br><b>${formatProbability(probability)}</b> of the trials`;
          },
        },
        series: [
          {
            ...barSeries(bins, height, { low, high }, tokens),
            name: title,
            markLine: {
              symbol: "none",
              // Else it is drawn at two decimals.
              precision: -1,
              silent: true,
              label: { show: false },
              data: [
                ...lines.map((value) => ({
                  xAxis: value,
                  lineStyle: { color: tokens.text, type: "solid", width: 1.5 },
                })),
                ...(mean === undefined
                  ? []
                  : [
                      {
                        xAxis: mean,
                        label: {
                          show: true,
                          formatter: "mean",
                          color: tokens.textDimmed,
                          fontSize: 11,
                        },
                        lineStyle: { color: tokens.textDimmed, type: "dashed", width: 1 },
                      },
                    ]),
              ],
            },
          },
          ...(overlays ?? []).map((overlay, place) => ({
            type: "line" as const,
            name: overlay.name,
            symbol: "none",
            silent: true,
            lineStyle: { width: 2, type: place % 2 ? "dashed" : "solid" },
            color: tokens.series[(place + 1) % tokens.series.length],
            data: outline(overlay.bins),
          })),
        ],
      };
    },
    [bins, overlays, format, axis, low, high, title, mean],
  );

  const table = useCallback(() => {
    const total = bins.reduce((sum, bin) => sum + bin.count, 0);
    return {
      columns: ["From", "To", "Trials", "Share"],
      rows: bins.map((bin) => [
        format(bin.from),
        format(bin.to),
        formatCount(bin.count),
        formatProbability(total > 0 ? bin.count / total : 0),
      ]),
    };
  }, [bins, format]);

  return (
    <Chart
      title={title}
      sentence={props.sentence}
      build={build}
      table={table}
      height={props.height ?? 340}
      margins={delimiters ? margins : overlays?.length ? legendMargins : plainMargins}
      actions={props.actions}
      quietTitle={props.quietTitle}
      overlay={
        delimiters
          ? (plot) => (
              <DelimiterOverlay props={props} delimiters={delimiters} axis={axis} plot={plot} />
            )
          : undefined
      }
    />
  );
}

function DelimiterOverlay({
  props,
  delimiters,
  axis,
  plot,
}: {
  props: HistogramChartProps;
  delimiters: Delimiters;
  axis: Delimiters;
  plot: Plot;
}) {
  const { format, curve, title } = props;
  const handle = (which: "low" | "high") => (
    <Handle
      label={`${which === "low" ? "Lower" : "Upper"} delimiter of ${title}`}
      value={delimiters[which]}
      text={format(delimiters[which])}
      axis={axis}
      plot={plot}
      reach={32}
      showLabel
      onChange={(value) => props.onDelimiters?.(moveDelimiter(delimiters, which, value, axis))}
      onCommit={(value) => props.onCommit?.(moveDelimiter(delimiters, which, value, axis))}
    />
  );
  return (
    <>
      {curve && <ProbabilityBand curve={curve} delimiters={delimiters} axis={axis} plot={plot} />}
      {handle("low")}
      {handle("high")}
    </>
  );
}

/** Below, between and above the delimiters, over the histogram. */
function ProbabilityBand(props: {
  curve: readonly CurvePoint[];
  delimiters: Delimiters;
  axis: Delimiters;
  plot: Plot;
}) {
  const { curve, delimiters, axis, plot } = props;
  const below = probabilityBelow(curve, delimiters.low);
  const upTo = probabilityBelow(curve, delimiters.high);
  const clampShare = (value: number) =>
    Math.min(1, Math.max(0, (value - axis.low) / (axis.high - axis.low)));
  const from = clampShare(delimiters.low);
  const to = clampShare(delimiters.high);
  return (
    <div
      className="probability-band"
      style={{
        left: plot.left,
        width: plot.width,
        top: plot.top - 27,
      }}
      aria-hidden
    >
      <span style={{ width: `${from * 100}%` }}>{formatProbability(below)}</span>
      <span data-inside style={{ width: `${(to - from) * 100}%` }}>
        {formatProbability(Math.max(0, upTo - below))}
      </span>
      <span style={{ width: `${(1 - to) * 100}%` }}>{formatProbability(1 - upTo)}</span>
    </div>
  );
}
