import { Paper, Select, Group, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { percentilesQuery } from "~/api/results";
import type { Variable } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import type { Formatter } from "~/formatting/excelFormat";
import { formatNumber } from "~/formatting/numbers";

/** Percentiles, and how sure they are. */
export function PercentileTable(props: { resultId: string; output: Variable; format: Formatter }) {
  const { resultId, output, format } = props;
  const [confidence, setConfidence] = useState("0.95");
  const query = useQuery(percentilesQuery(resultId, output.key, Number(confidence)));
  const show = (value: number | null | undefined) =>
    typeof value === "number" ? format(value) : "unbounded";
  return (
    <Paper component="section" aria-label="Percentiles">
      <Group justify="space-between" mb={4}>
        <Text fw={600}>Percentiles</Text>
        <Select
          size="xs"
          w={112}
          aria-label="Confidence of the intervals"
          allowDeselect={false}
          value={confidence}
          onChange={(value) => value && setConfidence(value)}
          data={[
            { value: "0.9", label: "90% sure" },
            { value: "0.95", label: "95% sure" },
            { value: "0.99", label: "99% sure" },
          ]}
        />
      </Group>
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      {query.data && (
        <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Percentile</Table.Th>
              <Table.Th className="number">Value</Table.Th>
              <Table.Th className="number">Interval</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {query.data.percentiles.map((one) => (
              <Table.Tr key={one.percent}>
                <Table.Td>{formatNumber(one.percent)}%</Table.Td>
                <Table.Td className="number">{show(one.value)}</Table.Td>
                <Table.Td className="number">
                  <Text size="xs" c="dimmed">
                    {show(one.low)} to {show(one.high)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  );
}
