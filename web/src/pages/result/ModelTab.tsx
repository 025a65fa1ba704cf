import { Paper, Stack, Table, Text } from "@mantine/core";
import { samplingWords } from "~/components/stateWords";
import { formatCount } from "~/formatting/numbers";
import type { TabProps } from "./ResultView";

/** What was simulated: so that a result explains itself years later. */
export function ModelTab({ result }: TabProps) {
  const inputs = result.variables.filter((variable) => variable.kind === "input");
  const settings: [string, string][] = [
    ["Workbook", `${result.workbook}, version ${result.file_version} of the file`],
    ["Trials", formatCount(result.trials)],
    ["Seed", String(result.seed)],
    ["Sampling", samplingWords[result.sampling]],
    ["Intervals", result.interval_method],
    ...(result.settings.stop_when?.length
      ? ([["Stop rule", result.settings.stop_when.join("; ")]] as [string, string][])
      : []),
  ];
  return (
    <Stack>
      <Paper component="section" aria-label="Inputs">
        <Text fw={600}>Inputs</Text>
        <Table.ScrollContainer minWidth={480}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Input</Table.Th>
                <Table.Th>Cell</Table.Th>
                <Table.Th>Distribution</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {inputs.map((input) => (
                <Table.Tr key={input.key}>
                  <Table.Td>{input.label}</Table.Td>
                  <Table.Td className="cell-address">{input.cell}</Table.Td>
                  <Table.Td className="formula">{input.distribution}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Paper>
      {(result.spec.correlations?.length ?? 0) > 0 && (
        <Paper component="section" aria-label="Correlations">
          <Text fw={600}>Correlations</Text>
          {result.spec.correlations?.map((correlation, place) => {
            const [first, second, rho] = correlation as [string, string, number];
            return (
              <Text key={place} size="sm">
                {first} and {second}: {rho}
              </Text>
            );
          })}
        </Paper>
      )}
      <Paper component="section" aria-label="Settings">
        <Text fw={600}>Settings</Text>
        <Table withRowBorders={false} verticalSpacing={2}>
          <Table.Tbody>
            {settings.map(([label, value]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={400} w={140}>
                  {label}
                </Table.Th>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </Stack>
  );
}
