import { Paper, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type CorrelationMatrix, correlationsQuery } from "~/api/correlations";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { correlationText, strongest } from "./correlationWords";

/** How outputs and inputs moved together over the trials, as drawn and computed. */
export function CorrelationsSection({ resultId }: { resultId: string }) {
  const correlations = useQuery(correlationsQuery(resultId));
  return (
    <Paper component="section" aria-label="Correlations over the trials">
      <Text fw={600}>Correlations over the trials</Text>
      {correlations.isPending && <PageLoading />}
      <ProblemAlert error={correlations.error} retry={() => void correlations.refetch()} />
      {correlations.data && <Matrix found={correlations.data} />}
    </Paper>
  );
}

/** The share of colour that a correlation has at most: numbers stay readable on it. */
const COLOR_MAX = 38;

function background(rho: number | null | undefined): string | undefined {
  if (typeof rho !== "number") return undefined;
  const share = Math.round(Math.min(1, Math.abs(rho)) * COLOR_MAX);
  const color = rho < 0 ? "var(--ulam-precedent)" : "var(--ulam-output)";
  return `color-mix(in srgb, ${color} ${share}%, var(--ulam-surface))`;
}

function Matrix({ found }: { found: CorrelationMatrix }) {
  const { variables, matrix } = found;
  if (variables.length < 2) {
    return (
      <Text size="sm" c="dimmed">
        There is only one variable with samples.
      </Text>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {strongest(found)} Spearman's rank correlation: from −1 through 0, for none, to 1.
      </Text>
      <Table.ScrollContainer minWidth={180 + 56 * variables.length}>
        <Table withColumnBorders verticalSpacing={4} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Variable</Table.Th>
              {variables.map((variable, place) => (
                <Table.Th key={variable.key} className="number">
                  <abbr title={variable.label}>{place + 1}</abbr>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {variables.map((variable, row) => (
              <Table.Tr key={variable.key}>
                <Table.Th scope="row" fw={500}>
                  {row + 1} {variable.label}
                </Table.Th>
                {variables.map((other, column) => {
                  const rho = matrix[row]?.[column];
                  return (
                    <Table.Td
                      key={other.key}
                      className="number"
                      style={row === column ? undefined : { background: background(rho) }}
                    >
                      {correlationText(rho)}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
