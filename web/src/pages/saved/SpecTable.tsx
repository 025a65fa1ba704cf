import { Paper, Table, Text } from "@mantine/core";
import type { SavedSimulationDetails } from "~/api/types";
import { samplingWords } from "~/components/stateWords";
import { formatCount, plural } from "~/formatting/numbers";

/** Inputs, outputs and settings of a saved simulation. */
export function SpecTable({ saved }: { saved: SavedSimulationDetails }) {
  const { spec } = saved;
  const correlations = spec.correlations?.length ?? 0;
  return (
    <Paper component="section" aria-label="What is simulated">
      <Text fw={600}>What is simulated</Text>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {(spec.inputs ?? []).map((input) => (
            <Table.Tr key={input.cell}>
              <Table.Td>
                <Text size="sm" c="var(--ulam-input)">
                  {input.name ?? input.cell}
                </Text>
              </Table.Td>
              <Table.Td className="cell-address">{input.cell}</Table.Td>
              <Table.Td className="formula">{input.distribution}</Table.Td>
            </Table.Tr>
          ))}
          {(spec.outputs ?? []).map((output) => {
            const named = typeof output === "string" ? { cell: output, name: null } : output;
            return (
              <Table.Tr key={named.cell}>
                <Table.Td>
                  <Text size="sm" c="var(--ulam-output)">
                    {named.name ?? named.cell}
                  </Text>
                </Table.Td>
                <Table.Td className="cell-address">{named.cell}</Table.Td>
                <Table.Td>output</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="xs">
        {formatCount(spec.trials ?? 100_000)} trials, seed {spec.seed ?? 1},{" "}
        {samplingWords[spec.sampling ?? "random"]} sampling
        {correlations > 0 && `, ${plural(correlations, "correlation")}`}
      </Text>
    </Paper>
  );
}
