import { Button, Grid, Group, List, Paper, Select, Stack, Table, Text } from "@mantine/core";
import { IconGitCompare } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { comparisonQuery } from "~/api/results";
import type { ComparedOutput, Comparison } from "~/api/types";
import { CumulativeChart } from "~/charts/CumulativeChart";
import { HistogramChart } from "~/charts/HistogramChart";
import { EmptyState } from "~/components/EmptyState";
import { AnchorLink, ButtonLink } from "~/components/links";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter, differenceFormatter } from "~/formatting/cellFormat";
import type { Formatter } from "~/formatting/excelFormat";
import { formatCount, formatNumber, formatProbability } from "~/formatting/numbers";
import { formatDateTime } from "~/formatting/times";
import { binsOf, curveOf } from "~/pages/result/shapes";
import { ChangeList } from "~/pages/saved/ChangeList";
import { runNames } from "./runNames";

const route = getRouteApi("/app/compare");

export function ComparePage() {
  const { results, output } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(comparisonQuery(results));
  return (
    <div className="page">
      <PageHeader title="Compare runs" subtitle="The others against the first." />
      {results.length < 2 ? (
        <EmptyState
          icon={<IconGitCompare size={44} stroke={1.4} />}
          title="Choose at least two runs"
          action={<ButtonLink to="/simulations">Go to Simulations</ButtonLink>}
        >
          Tick runs in the list of simulations, then “Compare”.
        </EmptyState>
      ) : (
        <>
          {query.isPending && <PageLoading />}
          <ProblemAlert error={query.error} retry={() => void query.refetch()} />
          {query.data && (
            <ComparisonView
              comparison={query.data}
              output={output}
              onOutput={(next) =>
                void navigate({
                  search: { results, output: next },
                  replace: true,
                  resetScroll: false,
                })
              }
              onOrder={(order) => void navigate({ search: { results: order, output } })}
            />
          )}
        </>
      )}
    </div>
  );
}

interface ComparisonViewProps {
  comparison: Comparison;
  output: string | undefined;
  onOutput: (output: string) => void;
  onOrder: (results: string[]) => void;
}

function ComparisonView({ comparison, output, onOutput, onOrder }: ComparisonViewProps) {
  const names = useMemo(() => runNames(comparison.runs), [comparison]);
  const shown = comparison.outputs.find((one) => one.output === output) ?? comparison.outputs[0];
  const missing = Object.keys(comparison.not_in_all);
  return (
    <Stack>
      <Runs comparison={comparison} onOrder={onOrder} />
      {!shown && <Text>These runs have no output in common.</Text>}
      {comparison.outputs.length > 1 && shown && (
        <Select
          label="Output"
          maw={420}
          allowDeselect={false}
          value={shown.output}
          onChange={(value) => value && onOutput(value)}
          data={comparison.outputs.map((one) => ({ value: one.output, label: one.label }))}
        />
      )}
      {shown && <OutputComparison key={shown.output} output={shown} names={names} />}
      {missing.length > 0 && (
        <Text size="sm" c="dimmed">
          Not in all of the runs: {missing.join(", ")}.
        </Text>
      )}
    </Stack>
  );
}

function Runs(props: { comparison: Comparison; onOrder: (results: string[]) => void }) {
  const { comparison } = props;
  const ids = comparison.runs.map((run) => run.result_id);
  return (
    <Paper component="section" aria-label="Runs">
      <Table.ScrollContainer minWidth={640}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Run</Table.Th>
              <Table.Th className="number">Trials</Table.Th>
              <Table.Th className="number">Seed</Table.Th>
              <Table.Th>When</Table.Th>
              <Table.Th>What differs from the first</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {comparison.runs.map((run, place) => {
              const changes = comparison.changes.find((one) => one.run === place)?.changes ?? [];
              return (
                <Table.Tr key={run.result_id}>
                  <Table.Td>
                    <AnchorLink
                      to="/results/$resultId"
                      params={{ resultId: run.result_id }}
                      fw={600}
                      size="sm"
                    >
                      {run.name}
                    </AnchorLink>
                    <Text size="xs" c="dimmed">
                      {run.workbook_name}, file version {run.file_version}
                    </Text>
                  </Table.Td>
                  <Table.Td className="number">{formatCount(run.trials)}</Table.Td>
                  <Table.Td className="number">{run.seed}</Table.Td>
                  <Table.Td>{formatDateTime(run.created_at)}</Table.Td>
                  <Table.Td>
                    {place === 0 ? (
                      <Text size="sm" c="dimmed">
                        the first
                      </Text>
                    ) : (
                      <Group gap="xs">
                        {changes.length === 0 ? "nothing" : <ChangeList changes={changes} />}
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          onClick={() =>
                            props.onOrder([
                              run.result_id,
                              ...ids.filter((id) => id !== run.result_id),
                            ])
                          }
                        >
                          Compare with this one
                        </Button>
                      </Group>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function OutputComparison({ output, names }: { output: ComparedOutput; names: readonly string[] }) {
  const format = useMemo(() => cellFormatter(output), [output]);
  const formatDifference = useMemo(() => differenceFormatter(output), [output]);
  const drawn = useMemo(
    () =>
      output.runs.flatMap((run, place) =>
        run
          ? [
              {
                name: names[place] ?? `Run ${place + 1}`,
                bins: binsOf(output.edges, run.counts),
                points: curveOf(run.cumulative),
                mean: run.mean,
              },
            ]
          : [],
      ),
    [output, names],
  );
  const sentence =
    output.against_first.map((one) => one.sentence).join(" ") ||
    `${output.label} in ${drawn.length} runs.`;
  const first = drawn[0];
  const overlays = useMemo(() => drawn.slice(1), [drawn]);
  return (
    <Grid gap="md">
      {first && first.bins.length > 0 && (
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Paper>
            <HistogramChart
              title={`${output.label}: ${first.name}`}
              sentence={sentence}
              bins={first.bins}
              overlays={overlays}
              format={format}
            />
          </Paper>
        </Grid.Col>
      )}
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Paper>
          <CumulativeChart
            title={`Cumulative curves of ${output.label}`}
            sentence="The further right a curve, the larger the values; the steeper, the more certain."
            curves={drawn}
            format={format}
            height={340}
          />
        </Paper>
      </Grid.Col>
      <Grid.Col span={12}>
        <StatisticsSideBySide
          output={output}
          names={names}
          format={format}
          formatDifference={formatDifference}
        />
      </Grid.Col>
    </Grid>
  );
}

function StatisticsSideBySide(props: {
  output: ComparedOutput;
  names: readonly string[];
  format: Formatter;
  formatDifference: Formatter;
}) {
  const { output, names, format, formatDifference } = props;
  const show = (value: number | null | undefined, shown = format) =>
    typeof value === "number" ? shown(value) : "";
  const percents = Object.keys(output.runs.find((run) => run)?.percentiles ?? {}).sort(
    (one, other) => Number(one) - Number(other),
  );
  const rows: [string, (run: NonNullable<ComparedOutput["runs"][number]>) => string][] = [
    ["Mean", (run) => show(run.mean)],
    ["Standard deviation", (run) => show(run.sd, formatDifference)],
    ["Smallest", (run) => show(run.min)],
    ["Largest", (run) => show(run.max)],
    ...percents.map(
      (percent): [string, (run: NonNullable<ComparedOutput["runs"][number]>) => string] => [
        `${percent}%`,
        (run) => show(run.percentiles[percent]),
      ],
    ),
  ];
  return (
    <Paper component="section" aria-label="Statistics side by side">
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing={3}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Statistic</Table.Th>
              {names.map((name) => (
                <Table.Th key={name} className="number">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={400}>
                  {label}
                </Table.Th>
                {output.runs.map((run, place) => (
                  <Table.Td key={place} className="number">
                    {run ? value(run) : "not there"}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <List size="sm" mt="sm">
        {output.against_first.map((one) => (
          <List.Item key={one.run}>
            <b>{names[one.run]}</b>: {one.sentence}
            {one.paired &&
              ` Trial by trial it is higher in ${formatProbability(one.paired.second_is_higher)} of the trials, by ${formatDifference(one.paired.mean_difference)} on average.`}
            {one.kolmogorov_smirnov &&
              ` Largest distance of the curves: ${formatNumber(one.kolmogorov_smirnov.statistic, 3)}.`}
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
