import { useCallback } from "react";
import type { Formatter } from "~/formatting/excelFormat";
import { formatNumber, formatProbability } from "~/formatting/numbers";
import type { Tokens } from "~/theme/tokens";
import { valueAxis } from "./axes";
import { Chart } from "./Chart";
import { Handle } from "./Handle";

export interface DraggableParameter {
  name: string;
  /** Where its handle stands on the axis. */
  at: number;
  text: string;
  onChange: (at: number) => void;
}

export interface DensityChartProps {
  title: string;
  sentence: string;
  /** Continuous: density at points. Discrete: probability of atoms. */
  points: readonly (readonly [x: number, y: number])[];
  discrete: boolean;
  axis: { low: number; high: number };
  format: Formatter;
  parameters?: readonly DraggableParameter[];
  mean?: number;
  height?: number;
}

const margins = { left: 16, right: 16, top: 56, bottom: 30 };
/** Labels closer than this share of the axis would cover one another. */
const LABEL_SHARE = 0.34;

/** Every other label of those that stand close is raised. */
function labelLevel(
  all: readonly DraggableParameter[],
  place: number,
  axis: { low: number; high: number },
): number {
  const order = all.map((_, index) => index).sort((a, b) => (all[a]?.at ?? 0) - (all[b]?.at ?? 0));
  let level = 0;
  for (let step = 1; step < order.length; step++) {
    const here = order[step] ?? 0;
    const before = order[step - 1] ?? 0;
    const distance = (all[here]?.at ?? 0) - (all[before]?.at ?? 0);
    level = distance < LABEL_SHARE * (axis.high - axis.low) ? 1 - level : 0;
    if (here === place) return level;
  }
  return 0;
}

/** The shape of one distribution, with handles for the parameters that are places on its axis. */
export function DensityChart(props: DensityChartProps) {
  const { points, discrete, axis, format, mean } = props;
  const build = useCallback(
    (tokens: Tokens) => ({
      xAxis: valueAxis("", format, "x", axis),
      yAxis: { type: "value", show: false, min: 0 },
      tooltip: {
        trigger: "axis",
        formatter: (items: { value?: [number, number] }[]) => {
          const value = items[0]?.value;
          if (!value) return "";
          return discrete
            ? `${format(value[0])}: <b>${formatProbability(value[1])}</b>`
            : format(value[0]);
        },
      },
      series: [
        {
          type: discrete ? ("bar" as const) : ("line" as const),
          name: "density",
          symbol: "none",
          color: tokens.input,
          barMaxWidth: 14,
          lineStyle: { width: 2 },
          ...(discrete ? {} : { areaStyle: { color: tokens.input, opacity: 0.18 } }),
          data: points,
          markLine:
            mean === undefined
              ? undefined
              : {
                  symbol: "none",
                  // Else it is drawn at two decimals.
                  precision: -1,
                  silent: true,
                  lineStyle: { color: tokens.textDimmed, type: "dashed" },
                  label: { show: false },
                  data: [{ xAxis: mean }],
                },
        },
      ],
    }),
    [points, discrete, axis, format, mean],
  );
  const table = useCallback(
    () => ({
      columns: ["Value", discrete ? "Probability" : "Density"],
      rows: points.map(([x, y]) => [format(x), discrete ? formatProbability(y) : formatNumber(y)]),
    }),
    [points, discrete, format],
  );
  return (
    <Chart
      title={props.title}
      sentence={props.sentence}
      build={build}
      table={table}
      height={props.height ?? 220}
      margins={margins}
      quietTitle
      overlay={(plot) =>
        props.parameters?.map((parameter, place, all) => (
          <Handle
            key={parameter.name}
            kind="parameter"
            label={parameter.name}
            value={parameter.at}
            text={parameter.text}
            axis={axis}
            plot={plot}
            reach={28}
            showLabel
            labelLevel={labelLevel(all, place, axis)}
            onChange={parameter.onChange}
          />
        ))
      }
    />
  );
}
