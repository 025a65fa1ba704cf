import { Button, Grid, Group, NumberInput, Paper, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { histogramQuery, probabilityQuery } from "~/api/results";
import type { Histogram, ProbabilityResult } from "~/api/types";
import { CumulativeChart } from "~/charts/CumulativeChart";
import { HistogramChart } from "~/charts/HistogramChart";
import {
  type Delimiters,
  probabilityBelow,
  probabilityBetween,
  quantile,
} from "~/charts/probability";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter, differenceFormatter } from "~/formatting/cellFormat";
import type { Formatter } from "~/formatting/excelFormat";
import { formatProbability } from "~/formatting/numbers";
import { PercentileTable } from "./PercentileTable";
import type { TabProps } from "./ResultView";
import { histogramSentence } from "./sentences";
import { curveOf, histogramBins } from "./shapes";
import { StatisticsTable } from "./StatisticsTable";

/** Enough to see the shape, few enough to see little noise. */
const BINS = 80;

/** How likely, how bad: the distribution of one output. */
export function OverviewTab({ result, output, onReplay }: TabProps) {
  const histogram = useQuery(histogramQuery(result.id, output.key, BINS));
  const format = useMemo(() => cellFormatter(output), [output]);
  const formatDifference = useMemo(() => differenceFormatter(output), [output]);
  const statistics = result.outputs.find((one) => one.cell === output.cell);
  const probabilities = result.probabilities;
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack>
          <ProblemAlert error={histogram.error} retry={() => void histogram.refetch()} />
          {histogram.isPending && <PageLoading />}
          {histogram.data && (
            <Distribution
              resultId={result.id}
              histogram={histogram.data}
              format={format}
              base={output.base_value ?? undefined}
              percentiles={statistics?.percentiles ?? {}}
            />
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack>
          {probabilities.length > 0 && <AskedProbabilities probabilities={probabilities} />}
          {statistics && (
            <StatisticsTable
              statistics={statistics}
              format={format}
              formatDifference={formatDifference}
              base={output.base_value ?? undefined}
              onReplay={onReplay}
            />
          )}
          <PercentileTable
            resultId={result.id}
            output={output}
            format={format}
            note={result.interval_note ?? undefined}
          />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function Distribution(props: {
  resultId: string;
  histogram: Histogram;
  format: Formatter;
  base: number | undefined;
  /** Those that were worked out from all trials, by percent. */
  percentiles: Record<string, number | null | undefined>;
}) {
  const { histogram, format, base, percentiles } = props;
  const { variable } = histogram;
  const bins = useMemo(() => histogramBins(histogram), [histogram]);
  const curve = useMemo(() => curveOf(histogram.cumulative), [histogram]);
  const curves = useMemo(() => [{ name: variable.label, points: curve }], [variable, curve]);
  const whole = useMemo(
    () => ({
      low: histogram.min ?? bins[0]?.from ?? 0,
      high: histogram.max ?? bins.at(-1)?.to ?? 1,
    }),
    [histogram, bins],
  );
  const percentile = (percent: number) =>
    percentiles[String(percent)] ?? quantile(curve, percent / 100);
  const middle = (percent: number): Delimiters => ({
    low: percentile((100 - percent) / 2),
    high: percentile((100 + percent) / 2),
  });
  const spread = { p5: percentiles["5"], p50: percentiles["50"], p95: percentiles["95"] };
  const sentence = histogramSentence(variable.label, spread, format) ?? histogram.sentence;
  const [delimiters, setDelimiters] = useState<Delimiters>(() => middle(90));
  const [settled] = useDebouncedValue(delimiters, 250);
  // While one drags, the curve answers at once; the exact share of the trials follows.
  const exact = useQuery(probabilityQuery(props.resultId, variable.key, settled.low, settled.high));
  const isExact = exact.data && settled === delimiters && !exact.isPlaceholderData;
  const between =
    (isExact ? exact.data.probability.probability : undefined) ??
    probabilityBetween(curve, delimiters);
  const presets: [string, Delimiters][] = [
    ["90% in the middle", middle(90)],
    ["50% in the middle", middle(50)],
    ...(base !== undefined && base > whole.low && base < whole.high
      ? ([["Below the base case", { low: whole.low, high: base }]] as [string, Delimiters][])
      : []),
    ...(whole.low < 0 && whole.high > 0
      ? ([["Below zero", { low: whole.low, high: 0 }]] as [string, Delimiters][])
      : []),
  ];
  return (
    <>
      <Paper>
        <HistogramChart
          title={variable.label}
          sentence={sentence}
          bins={bins}
          curve={curve}
          format={format}
          delimiters={delimiters}
          onDelimiters={setDelimiters}
          {...(typeof histogram.mean === "number" ? { mean: histogram.mean } : {})}
        />
        <Group gap="sm" align="flex-end" mt="xs">
          <NumberInput
            label="From"
            aria-label="From: lower delimiter"
            size="xs"
            w={140}
            hideControls
            thousandSeparator=","
            value={Number(delimiters.low.toPrecision(8))}
            onChange={(value) =>
              typeof value === "number" &&
              setDelimiters({ low: value, high: Math.max(value, delimiters.high) })
            }
          />
          <NumberInput
            label="To"
            aria-label="To: upper delimiter"
            size="xs"
            w={140}
            hideControls
            thousandSeparator=","
            value={Number(delimiters.high.toPrecision(8))}
            onChange={(value) =>
              typeof value === "number" &&
              setDelimiters({ low: Math.min(value, delimiters.low), high: value })
            }
          />
          <Text role="status" aria-label="Probability between the delimiters">
            <b>{formatProbability(between)}</b>{" "}
            <Text span c="dimmed" size="sm">
              between {format(delimiters.low)} and {format(delimiters.high)},{" "}
              {formatProbability(probabilityBelow(curve, delimiters.low))} below,{" "}
              {formatProbability(1 - probabilityBelow(curve, delimiters.high))} above
            </Text>
          </Text>
        </Group>
        <Group gap={6} mt="xs">
          {presets.map(([label, preset]) => (
            <Button
              key={label}
              size="compact-xs"
              variant="default"
              onClick={() => setDelimiters(preset)}
            >
              {label}
            </Button>
          ))}
        </Group>
      </Paper>
      <Paper>
        <CumulativeChart
          title={`Cumulative curve of ${variable.label}`}
          sentence={`Half of the trials are at or below ${format(percentile(50))}; nine in ten are at or below ${format(percentile(90))}.`}
          curves={curves}
          delimiters={delimiters}
          format={format}
          height={280}
        />
      </Paper>
    </>
  );
}

function AskedProbabilities({ probabilities }: { probabilities: readonly ProbabilityResult[] }) {
  return (
    <Paper component="section" aria-label="Probabilities asked for">
      <Text fw={600} mb={4}>
        Probabilities
      </Text>
      <Stack gap={6}>
        {probabilities.map((one) => (
          <Group key={one.expression} justify="space-between" wrap="nowrap">
            <Text size="sm" className="formula">
              {one.expression}
            </Text>
            <div style={{ textAlign: "right" }}>
              <Text fw={650}>
                {typeof one.probability === "number"
                  ? formatProbability(one.probability)
                  : "no trials"}
              </Text>
              {typeof one.low === "number" && typeof one.high === "number" && (
                <Text size="xs" c="dimmed">
                  95% sure: {formatProbability(one.low)} to {formatProbability(one.high)}
                </Text>
              )}
            </div>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
