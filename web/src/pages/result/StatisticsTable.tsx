import { Button, Group, Paper, Table, Text } from "@mantine/core";
import type { OutputResult } from "~/api/types";
import type { Formatter } from "~/formatting/excelFormat";
import { formatCount, formatNumber, formatProbability } from "~/formatting/numbers";

export interface StatisticsTableProps {
  statistics: OutputResult;
  format: Formatter;
  formatDifference: Formatter;
  base: number | undefined;
  onReplay: (trial: string) => void;
}

export function StatisticsTable(props: StatisticsTableProps) {
  const { statistics, format, formatDifference, base, onReplay } = props;
  const show = (value: number | null | undefined, formatter: Formatter = format) =>
    typeof value === "number" ? formatter(value) : "not determined";
  const interval = statistics.mean_interval;
  const rows: [string, string][] = [
    ...(base === undefined ? [] : ([["Base case", format(base)]] as [string, string][])),
    ["Mean", show(statistics.mean)],
    ...(typeof interval?.low === "number" && typeof interval.high === "number"
      ? ([["95% interval of the mean", `${format(interval.low)} to ${format(interval.high)}`]] as [
          string,
          string,
        ][])
      : []),
    ["Standard deviation", show(statistics.sd, formatDifference)],
    ["Smallest", show(statistics.min)],
    ["Largest", show(statistics.max)],
    ["Most likely", show(statistics.mode?.value)],
    ["Skewness", show(statistics.skewness, formatNumber)],
    ["Kurtosis", show(statistics.kurtosis, formatNumber)],
    ...statistics.risk.flatMap((risk): [string, string][] => [
      [`Value at risk ${formatProbability(risk.level)}`, format(risk.value_at_risk)],
      [
        `Expected shortfall ${formatProbability(risk.level)}`,
        format(risk.conditional_value_at_risk),
      ],
    ]),
  ];
  return (
    <Paper component="section" aria-label="Statistics">
      <Text fw={600} mb={4}>
        Statistics
      </Text>
      <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              <Table.Td className="number">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {statistics.errors > 0 && (
        <Text size="sm" c="red" mt={4}>
          {formatCount(statistics.errors)} trials ended in an error:{" "}
          {Object.entries(statistics.errors_by_kind ?? {})
            .map(([kind, count]) => `${kind} ${formatCount(count)}`)
            .join(", ")}
          . They count in no statistic.
        </Text>
      )}
      <Group gap={6} mt="sm">
        <Text size="xs" c="dimmed">
          Look into a trial:
        </Text>
        {["worst", "median", "best"].map((trial) => (
          <Button key={trial} size="compact-xs" variant="default" onClick={() => onReplay(trial)}>
            {trial}
          </Button>
        ))}
      </Group>
    </Paper>
  );
}
