import { Alert, Anchor, Badge, Drawer, List, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { checkQuery } from "~/api/workbooks";
import type { CheckReport, Finding } from "~/api/types";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { plural } from "~/formatting/numbers";
import { valueText } from "./useCells";

interface CheckDrawerProps {
  workbookId: string;
  opened: boolean;
  onClose: () => void;
  onGo: (cell: string) => void;
}

/** What was compared with Excel, what can't be computed, and what a reviewer would point out. */
export function CheckDrawer({ workbookId, opened, onClose, onGo }: CheckDrawerProps) {
  const check = useQuery({ ...checkQuery(workbookId), enabled: opened });
  const go = (cell: string) => {
    onGo(cell);
    onClose();
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title="Base case and checks"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {check.isPending && <PageLoading />}
      <ProblemAlert error={check.error} retry={() => void check.refetch()} />
      {check.data && <Report report={check.data} go={go} />}
    </Drawer>
  );
}

function CellLink({ cell, go }: { cell: string; go: (cell: string) => void }) {
  return (
    <Anchor component="button" type="button" size="sm" className="formula" onClick={() => go(cell)}>
      {cell}
    </Anchor>
  );
}

function Report({ report, go }: { report: CheckReport; go: (cell: string) => void }) {
  const { badge, totals } = report;
  return (
    <Stack gap="lg">
      <Text>{badge.sentence}</Text>
      {report.warnings.length > 0 && (
        <Alert color="yellow" title="Worth knowing">
          <List size="sm">
            {report.warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {report.differing.length > 0 && (
        <section>
          <Title order={3}>
            {plural(totals.differing, "cell differs", "cells differ")} from Excel
          </Title>
          <Text size="sm" c="dimmed">
            Those that others follow come first.
          </Text>
          <Table.ScrollContainer minWidth={460}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Cell</Table.Th>
                  <Table.Th className="number">Excel saved</Table.Th>
                  <Table.Th className="number">Ulam computes</Table.Th>
                  <Table.Th>Formula</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {report.differing.map((one) => (
                  <Table.Tr key={one.cell}>
                    <Table.Td>
                      <CellLink cell={one.cell} go={go} />
                      {one.follows && (
                        <Text size="xs" c="dimmed">
                          follows another
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td className="number">{valueText(one.excel)}</Table.Td>
                    <Table.Td className="number">{valueText(one.ulam)}</Table.Td>
                    <Table.Td className="formula" style={{ wordBreak: "break-word" }}>
                      {one.formula}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <More shown={report.differing.length} total={totals.differing} />
        </section>
      )}
      {report.unsupported.length > 0 && (
        <section>
          <Title order={3}>Functions that Ulam doesn't have</Title>
          {report.unsupported.map((one) => (
            <Text key={one.function} size="sm">
              <b>{one.function}</b>:{" "}
              {one.cells.slice(0, 8).map((cell) => (
                <span key={cell}>
                  <CellLink cell={cell} go={go} />{" "}
                </span>
              ))}
              {one.cells.length > 8 && `and ${one.cells.length - 8} more`}
            </Text>
          ))}
        </section>
      )}
      {report.unreadable.length > 0 && (
        <section>
          <Title order={3}>Formulas that can't be read</Title>
          {report.unreadable.map((one) => (
            <Text key={one.cell} size="sm">
              <CellLink cell={one.cell} go={go} />: {one.message}
            </Text>
          ))}
        </section>
      )}
      {report.circular_references.length > 0 && (
        <section>
          <Title order={3}>Circular references</Title>
          {report.circular_references.map((circle) => (
            <Text key={circle.join()} size="sm" className="formula">
              {circle.join(" → ")}
            </Text>
          ))}
        </section>
      )}
      {report.findings.length > 0 && (
        <section>
          <Title order={3}>What a reviewer would point out</Title>
          <Stack gap="sm" mt="xs">
            {report.findings.map((finding, place) => (
              <FindingCard key={place} finding={finding} go={go} />
            ))}
          </Stack>
          <More shown={report.findings.length} total={totals.findings} />
        </section>
      )}
      {report.conversions.length > 0 && (
        <section>
          <Title order={3}>Functions of other simulation tools</Title>
          <Stack gap={6} mt="xs">
            {report.conversions.map((one, place) => (
              <Text key={place} size="sm">
                <CellLink cell={one.cell} go={go} />:{" "}
                <span className="formula">{one.function}</span>{" "}
                {one.refused ? (
                  <Text span c="red">
                    can't be simulated: {one.refused}
                  </Text>
                ) : (
                  <>
                    became <span className="formula">{one.became}</span>
                  </>
                )}
                {one.notes?.length ? ` (${one.notes.join(" ")})` : ""}
              </Text>
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}

function More({ shown, total }: { shown: number; total: number }) {
  if (total <= shown) return null;
  return (
    <Text size="sm" c="dimmed">
      The first {shown} of {plural(total, "item")}.
    </Text>
  );
}

const severityColor = { high: "red", medium: "yellow", low: "gray" } as const;

export function FindingCard({ finding, go }: { finding: Finding; go: (cell: string) => void }) {
  return (
    <div>
      <Text size="sm" fw={600} component="div">
        <Badge size="sm" variant="light" color={severityColor[finding.severity]} mr={6}>
          {finding.severity}
        </Badge>
        {finding.title}
      </Text>
      <Text size="sm">{finding.message}</Text>
      <Text size="sm" c="dimmed">
        {finding.remedy}
      </Text>
      <Text size="sm">
        {finding.cells.slice(0, 6).map((cell) => (
          <span key={cell}>
            <CellLink cell={cell} go={go} />{" "}
          </span>
        ))}
      </Text>
    </div>
  );
}
