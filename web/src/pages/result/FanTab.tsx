import { MultiSelect, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { fanQuery } from "~/api/results";
import type { Fan } from "~/api/types";
import { LinesChart } from "~/charts/LinesChart";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter } from "~/formatting/cellFormat";
import { formatNumber } from "~/formatting/numbers";
import { rowOfOutputs } from "./rowOfOutputs";
import type { TabProps } from "./ResultView";
import { fanSentence } from "./sentences";

/** How uncertainty grows along a row of outputs, such as years. */
export function FanTab({ result, output }: TabProps) {
  const outputs = result.variables.filter((variable) => variable.kind === "output");
  const [chosen, setChosen] = useState<string[]>(() => rowOfOutputs(outputs, output));
  const query = useQuery({ ...fanQuery(result.id, chosen.join(",")), enabled: chosen.length > 1 });
  return (
    <Paper>
      <MultiSelect
        label="Outputs, from left to right"
        data={outputs.map((one) => ({ value: one.key, label: one.label }))}
        value={chosen}
        onChange={setChosen}
        mb="sm"
      />
      {chosen.length < 2 && (
        <Text c="dimmed">
          A fan shows outputs of one kind side by side, such as the cash flow of every year. Choose
          at least two; more outputs are picked in the workbook before a run.
        </Text>
      )}
      {chosen.length > 1 && query.isPending && <PageLoading />}
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      {query.data && chosen.length > 1 && <FanChart fan={query.data} />}
    </Paper>
  );
}

function FanChart({ fan }: { fan: Fan }) {
  const { bands, lines, categories, format } = useMemo(() => {
    const { percents, points } = fan;
    const pairs: [number, number][] = [];
    for (let place = 0; place < Math.floor(percents.length / 2); place++) {
      pairs.push([place, percents.length - 1 - place]);
    }
    const middle = percents.indexOf(50);
    return {
      format: cellFormatter(points[0]?.output),
      categories: points.map((point) => point.header ?? point.output.label),
      bands: pairs.map(([low, high]) => ({
        name: `${formatNumber(percents[low] ?? 0)}% to ${formatNumber(percents[high] ?? 0)}%`,
        points: points.flatMap((point, x) => {
          const from = point.values[low];
          const to = point.values[high];
          return typeof from === "number" && typeof to === "number"
            ? [{ x, low: from, high: to }]
            : [];
        }),
      })),
      lines: [
        {
          name: middle >= 0 ? "Median" : "Mean",
          points: points.flatMap((point, x): [number, number][] => {
            const value = middle >= 0 ? point.values[middle] : point.mean;
            return typeof value === "number" ? [[x, value]] : [];
          }),
        },
      ],
    };
  }, [fan]);
  return (
    <LinesChart
      title="Fan chart"
      sentence={fanSentence(fan, format)}
      lines={lines}
      bands={bands}
      xName=""
      formatX={formatNumber}
      formatY={format}
      categories={categories}
      legend
      height={380}
    />
  );
}
