import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { trialDownloadPath, trialQuery } from "~/api/results";
import type { CellValue, ResultDetails, Variable } from "~/api/types";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { cellFormatter } from "~/formatting/cellFormat";
import { formatCount, plural } from "~/formatting/numbers";
import { valueText } from "~/pages/workbook/useCells";

export interface TrialDialogProps {
  result: ResultDetails;
  output: Variable;
  /** A number, or `worst`, `best`, `median`. */
  trial: string | undefined;
  mayExport: boolean;
  onClose: () => void;
}

/** One trial replayed: what its inputs were, and what came out. */
export function TrialDialog({ result, output, trial, mayExport, onClose }: TrialDialogProps) {
  const query = useQuery({
    ...trialQuery(result.id, trial ?? "", output.key),
    enabled: trial !== undefined,
    placeholderData: undefined,
  });
  const show = (cell: string, value: CellValue) => {
    const variable = result.variables.find((one) => one.cell === cell);
    return typeof value === "number" ? cellFormatter(variable)(value) : valueText(value);
  };
  const title = query.data ? `Trial ${formatCount(query.data.trial)}` : `Trial ${trial ?? ""}`;
  return (
    <Modal opened={trial !== undefined} onClose={onClose} title={title} size="lg">
      {query.isPending && trial !== undefined && <PageLoading />}
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      {query.data && (
        <Stack>
          <Values
            title="Outputs"
            rows={query.data.outputs.map((one) => [
              one.name ?? one.cell,
              show(one.cell, one.value),
            ])}
          />
          <Values
            title="Inputs"
            rows={query.data.inputs.map((one) => [one.input, show(one.cell, one.value)])}
          />
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {plural(query.data.cells_changed, "cell differs", "cells differ")} from the base case.
            </Text>
            {mayExport && trial !== undefined && (
              <Button
                component="a"
                href={trialDownloadPath(result.id, String(query.data.trial), output.key)}
                download
                leftSection={<IconDownload size={16} />}
              >
                Open the workbook in this trial
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Values({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <Table verticalSpacing={3}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th className="number">Value</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([label, value], place) => (
          <Table.Tr key={place}>
            <Table.Td>{label}</Table.Td>
            <Table.Td className="number">{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
