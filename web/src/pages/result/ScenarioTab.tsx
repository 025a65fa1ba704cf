import { Button, Group, Paper, SegmentedControl, Select, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { scenarioQuery } from "~/api/results";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter } from "~/formatting/cellFormat";
import { formatCount, formatNumber, formatProbability, plural } from "~/formatting/numbers";
import type { TabProps } from "./ResultView";
import { scenarioSentence } from "./sentences";

/** What the worst (or best) trials have in common. */
export function ScenarioTab({ result, output, onReplay }: TabProps) {
  const bad = result.settings.tail ?? "lower";
  const [tail, setTail] = useState<"lower" | "upper">(bad);
  const [share, setShare] = useState("0.05");
  const query = useQuery(scenarioQuery(result.id, output.key, tail, Number(share)));
  const format = cellFormatter(output);
  const variableOf = (input: string) =>
    result.variables.find((variable) => variable.key === input || variable.cell === input);
  return (
    <Paper>
      <Group mb="sm">
        <SegmentedControl
          size="xs"
          aria-label="Which end"
          value={tail}
          onChange={(value) => setTail(value as "lower" | "upper")}
          data={[
            { value: "lower", label: bad === "lower" ? "Lowest (worst)" : "Lowest (best)" },
            { value: "upper", label: bad === "upper" ? "Highest (worst)" : "Highest (best)" },
          ]}
        />
        <Select
          size="xs"
          w={110}
          aria-label="Share of the trials"
          allowDeselect={false}
          value={share}
          onChange={(value) => value && setShare(value)}
          data={[
            { value: "0.01", label: "1%" },
            { value: "0.05", label: "5%" },
            { value: "0.1", label: "10%" },
            { value: "0.25", label: "25%" },
          ]}
        />
      </Group>
      {query.isPending && <PageLoading />}
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      {query.data && (
        <Stack gap="sm">
          <Text>{scenarioSentence(query.data, tail, Number(share), format, variableOf)}</Text>
          <Text size="sm" c="dimmed">
            {plural(query.data.trials, "trial")}
            {typeof query.data.threshold === "number" &&
              ` ${tail === "lower" ? "at or below" : "at or above"} ${format(query.data.threshold)}`}
            {typeof query.data.mean === "number" && `, mean ${format(query.data.mean)}`}
          </Text>
          <Table.ScrollContainer minWidth={520}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Input</Table.Th>
                  <Table.Th className="number">Median there</Table.Th>
                  <Table.Th className="number">Its percentile</Table.Th>
                  <Table.Th className="number">Shift</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {query.data.inputs.map((input) => (
                  <Table.Tr key={input.input}>
                    <Table.Td>{variableOf(input.input)?.label ?? input.input}</Table.Td>
                    <Table.Td className="number">
                      {cellFormatter(variableOf(input.input))(input.median)}
                    </Table.Td>
                    <Table.Td className="number">{formatProbability(input.percentile)}</Table.Td>
                    <Table.Td className="number">
                      {input.sd_shift > 0 ? "+" : ""}
                      {formatNumber(input.sd_shift, 3)} sd
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {query.data.inputs.length === 0 && (
            <Text size="sm" c="dimmed">
              No input is unusual in these trials.
            </Text>
          )}
          {query.data.examples.length > 0 && (
            <Group gap={6}>
              <Text size="sm" c="dimmed">
                Look into one of these trials:
              </Text>
              {query.data.examples.slice(0, 8).map((trial) => (
                <Button
                  key={trial}
                  size="compact-xs"
                  variant="default"
                  aria-label={`Trial ${formatCount(trial)}`}
                  onClick={() => onReplay(String(trial))}
                >
                  {formatCount(trial)}
                </Button>
              ))}
            </Group>
          )}
        </Stack>
      )}
    </Paper>
  );
}
