import { Grid, Paper, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { scatterQuery, sensitivityQuery } from "~/api/results";
import type { ResultDetails, Sensitivity, SensitivityMeasure, Variable } from "~/api/types";
import { LinesChart } from "~/charts/LinesChart";
import { ScatterChart } from "~/charts/ScatterChart";
import { TornadoChart } from "~/charts/TornadoChart";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter, differenceFormatter } from "~/formatting/cellFormat";
import type { Formatter } from "~/formatting/excelFormat";
import { formatNumber, formatProbability } from "~/formatting/numbers";
import { measureNames } from "./measures";
import type { TabProps } from "./ResultView";

/** What drives an output: which inputs, how strongly, in what shape. */
export function DriversTab({ result, output, onReplay }: TabProps) {
  const [measure, setMeasure] = useState<SensitivityMeasure>("change");
  const [picked, setPicked] = useState<string>();
  const query = useQuery(sensitivityQuery(result.id, output.key, measure));
  const format = useMemo(() => cellFormatter(output), [output]);
  const formatDifference = useMemo(() => differenceFormatter(output), [output]);
  if (query.isPending) return <PageLoading />;
  if (query.error) {
    return <ProblemAlert error={query.error} retry={() => void query.refetch()} />;
  }
  const sensitivity = query.data;
  if (sensitivity.tornado.length === 0) {
    return (
      <Text c="dimmed">
        {result.settings.sensitivity === false
          ? "This run didn't work out sensitivities. Run it again with them."
          : "No input changes this output."}
      </Text>
    );
  }
  const strongest = sensitivity.tornado[0];
  const x = picked ?? strongest?.input;
  return (
    <Grid gap="md">
      <Grid.Col span={12}>
        <Paper>
          <Tornado
            sensitivity={sensitivity}
            format={format}
            formatDifference={formatDifference}
            onMeasure={setMeasure}
            onPick={setPicked}
          />
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Paper>
          <ScatterCard result={result} output={output} x={x} onX={setPicked} onReplay={onReplay} />
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Paper>
          <Spider sensitivity={sensitivity} format={format} />
        </Paper>
      </Grid.Col>
      {sensitivity.regression && (
        <Grid.Col span={12}>
          <Text size="sm" c="dimmed">
            A straight line through the inputs explains{" "}
            {formatProbability(sensitivity.regression.r_squared)} of the variance.
          </Text>
        </Grid.Col>
      )}
    </Grid>
  );
}

function Tornado(props: {
  sensitivity: Sensitivity;
  format: Formatter;
  formatDifference: Formatter;
  onMeasure: (measure: SensitivityMeasure) => void;
  onPick: (input: string) => void;
}) {
  const { sensitivity, onPick } = props;
  const { measure, baseline } = sensitivity;
  const twoSided = measure === "change";
  const isShare =
    measure === "contribution_to_variance" ||
    measure === "sobol_first_order" ||
    measure === "sobol_total";
  const formats: Partial<Record<SensitivityMeasure, Formatter>> = {
    change: props.format,
    mapped_regression: props.formatDifference,
  };
  const format = formats[measure] ?? (isShare ? formatProbability : formatNumber);
  const base = baseline ?? 0;
  const bars = useMemo(
    () =>
      sensitivity.tornado.map((bar) => ({
        name: bar.label,
        low: bar.from,
        high: twoSided || bar.to !== base ? bar.to : bar.from,
        rising:
          typeof bar.input_at_from === "number" && typeof bar.input_at_to === "number"
            ? bar.input_at_to >= bar.input_at_from
            : true,
      })),
    [sensitivity, twoSided, base],
  );
  return (
    <TornadoChart
      title={`What drives ${sensitivity.output.label}`}
      measure={measureNames[measure]}
      bars={bars}
      base={base}
      twoSided={twoSided}
      format={format}
      formatSpan={twoSided ? props.formatDifference : format}
      sentence={sensitivity.sentence}
      onPick={(name) => {
        const bar = sensitivity.tornado.find((one) => one.label === name);
        if (bar) onPick(bar.input);
      }}
      actions={
        <Select
          size="xs"
          w={220}
          aria-label="Measure"
          allowDeselect={false}
          value={measure}
          onChange={(value) => value && props.onMeasure(value as SensitivityMeasure)}
          data={sensitivity.measures.map((one) => ({ value: one, label: measureNames[one] }))}
        />
      }
    />
  );
}

function ScatterCard(props: {
  result: ResultDetails;
  output: Variable;
  x: string | undefined;
  onX: (key: string) => void;
  onReplay: (trial: string) => void;
}) {
  const { result, output, x, onX } = props;
  const query = useQuery(scatterQuery(result.id, x, output.key));
  const scatter = query.data;
  const points = useMemo(
    () =>
      scatter?.x_values.map((value, place): [number, number] => [
        value,
        scatter.y_values[place] ?? 0,
      ]) ?? [],
    [scatter],
  );
  const formats = useMemo(
    () => ({
      x: cellFormatter(scatter?.x),
      y: cellFormatter(scatter?.y),
    }),
    [scatter],
  );
  const choices = result.variables.filter(
    (variable) => variable.has_samples && variable.key !== output.key,
  );
  return (
    <Stack gap="xs">
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      {scatter && (
        <ScatterChart
          title={`${scatter.x.label} and ${scatter.y.label}`}
          sentence={scatter.sentence}
          points={points}
          xName={scatter.x.label}
          yName={scatter.y.label}
          formatX={formats.x}
          formatY={formats.y}
          onPick={(place) => {
            const trial = scatter.trials[place];
            if (trial !== undefined) props.onReplay(String(trial));
          }}
          actions={
            <Select
              size="xs"
              w={170}
              searchable
              aria-label="Input across"
              allowDeselect={false}
              value={scatter.x.key}
              onChange={(key) => key && onX(key)}
              data={choices.map((variable) => ({
                value: variable.key,
                label: variable.label,
              }))}
            />
          }
        />
      )}
    </Stack>
  );
}

const SPIDER_LINES = 7;

function Spider(props: { sensitivity: Sensitivity; format: Formatter }) {
  const { sensitivity, format } = props;
  const lines = useMemo(
    () =>
      sensitivity.spider.slice(0, SPIDER_LINES).map((line) => ({
        name: line.label,
        points: line.points.flatMap((point): [number, number][] =>
          typeof point.output === "number" ? [[point.percent, point.output]] : [],
        ),
      })),
    [sensitivity],
  );
  return (
    <LinesChart
      title={`${sensitivity.output.label} along each input`}
      sentence={`The mean of ${sensitivity.output.label} where an input is low (left) to high (right); the steeper, the more it matters.`}
      lines={lines}
      xName="Percentile of the input"
      formatX={percent}
      formatY={format}
      height={340}
      legend
    />
  );
}

const percent = (value: number) => `${formatNumber(value)}%`;
