import { Alert, Grid, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { convergenceQuery } from "~/api/results";
import type { Convergence } from "~/api/types";
import { LinesChart } from "~/charts/LinesChart";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter, differenceFormatter } from "~/formatting/cellFormat";
import type { Formatter } from "~/formatting/excelFormat";
import { formatCount } from "~/formatting/numbers";
import type { TabProps } from "./ResultView";
import { convergenceSentence } from "./sentences";

/** 97.5% of a standard normal law lie below this (NIST handbook, 1.3.6.7.1). */
const NORMAL_975 = 1.959963984540054;

/** Were there enough trials? */
export function ConvergenceTab({ result, output }: TabProps) {
  const query = useQuery(convergenceQuery(result.id, output.key));
  const format = useMemo(() => cellFormatter(output), [output]);
  const formatDifference = useMemo(() => differenceFormatter(output), [output]);
  if (query.isPending) return <PageLoading />;
  if (query.error) {
    return <ProblemAlert error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <ConvergenceCharts
      convergence={query.data}
      format={format}
      formatDifference={formatDifference}
    />
  );
}

function ConvergenceCharts(props: {
  convergence: Convergence;
  format: Formatter;
  formatDifference: Formatter;
}) {
  const { convergence, format, formatDifference } = props;
  const { points, output, stopped } = convergence;
  const mean = useMemo(() => {
    const known = points.flatMap((point) =>
      typeof point.mean === "number"
        ? [{ x: point.trials, y: point.mean, error: point.standard_error ?? 0 }]
        : [],
    );
    return {
      lines: [{ name: "Mean", points: known.map(({ x, y }): [number, number] => [x, y]) }],
      bands: [
        {
          name: "95% interval",
          points: known.map(({ x, y, error }) => ({
            x,
            low: y - NORMAL_975 * error,
            high: y + NORMAL_975 * error,
          })),
        },
      ],
    };
  }, [points]);
  const tails = useMemo(() => {
    const line = (
      name: string,
      value: (point: (typeof points)[number]) => number | null | undefined,
    ) => ({
      name,
      points: points.flatMap((point): [number, number][] => {
        const at = value(point);
        return typeof at === "number" ? [[point.trials, at]] : [];
      }),
    });
    return [
      line("5th percentile", (point) => point.p5),
      line("95th percentile", (point) => point.p95),
    ];
  }, [points]);
  return (
    <Grid gap="md">
      {stopped && (
        <Grid.Col span={12}>
          <Alert color={stopped.precise ? "leaf" : "yellow"}>
            <Text size="sm">
              {stopped.precise
                ? `The run ended after ${formatCount(stopped.trials)} trials: every rule for stopping held.`
                : `All ${formatCount(stopped.trials)} trials were made, and not every rule for stopping held.`}
            </Text>
            {stopped.rules.map((rule, place) => (
              <Text key={place} size="sm">
                {rule.holds ? "Held: " : "Didn't hold: "}
                <span className="formula">{rule.rule}</span> of {rule.output}
                {typeof rule.estimate === "number" &&
                  `: ${format(rule.estimate)}${typeof rule.half_width === "number" ? ` ± ${formatDifference(rule.half_width)}` : ""}`}
              </Text>
            ))}
          </Alert>
        </Grid.Col>
      )}
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Paper h="100%">
          <LinesChart
            title={`Mean of ${output.label} by trials`}
            sentence={convergenceSentence(convergence, format)}
            lines={mean.lines}
            bands={mean.bands}
            xName="Trials"
            formatX={formatCount}
            formatY={format}
            logX
          />
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Paper h="100%">
          <LinesChart
            title={`Tails of ${output.label} by trials`}
            sentence="Percentiles far from the middle settle later than the mean."
            lines={tails}
            xName="Trials"
            formatX={formatCount}
            formatY={format}
            logX
          />
        </Paper>
      </Grid.Col>
    </Grid>
  );
}
