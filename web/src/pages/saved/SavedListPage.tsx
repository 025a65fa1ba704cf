import { Badge, Group, Paper, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconTemplate } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { savedSimulationsQuery } from "~/api/saved";
import { EmptyState } from "~/components/EmptyState";
import { AnchorLink, ButtonLink } from "~/components/links";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { plural } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { RunSavedButton } from "./RunSavedButton";

export function SavedListPage() {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const list = useQuery({
    ...savedSimulationsQuery({ q }),
    placeholderData: keepPreviousData,
  });
  const items = list.data?.items ?? [];
  return (
    <div className="page">
      <PageHeader
        title="Saved simulations"
        subtitle="Templates: what is uncertain, what is wanted, and how to run it, with every version."
      />
      <TextInput
        mb="md"
        aria-label="Search saved simulations"
        placeholder="Search names, labels, cells, inputs and outputs"
        leftSection={<IconSearch size={16} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <PageLoading />}
      {list.data && items.length === 0 && (
        <EmptyState
          icon={<IconTemplate size={44} stroke={1.4} />}
          title={q ? "Nothing found" : "Nothing is saved yet"}
          action={!q && <ButtonLink to="/workbooks">Choose a workbook</ButtonLink>}
        >
          {q
            ? "Try fewer words."
            : "Set up a simulation in a workbook, then “Save as template”. You can run it again, share it, and see what changed between versions."}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Paper p={0}>
          <Table.ScrollContainer minWidth={680}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Workbook</Table.Th>
                  <Table.Th>Version</Table.Th>
                  <Table.Th>Changed</Table.Th>
                  <Table.Th>Last run</Table.Th>
                  <Table.Th>
                    <span className="visually-hidden">Actions</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((saved) => (
                  <Table.Tr key={saved.id}>
                    <Table.Td>
                      <AnchorLink
                        to="/saved/$savedId"
                        params={{ savedId: saved.id }}
                        fw={600}
                        size="sm"
                      >
                        {saved.name}
                      </AnchorLink>
                      <Text size="xs" c="dimmed">
                        {plural(saved.input_count, "input")}, {plural(saved.output_count, "output")}
                        {saved.comment_count > 0 && `, ${plural(saved.comment_count, "comment")}`}
                      </Text>
                      <Group gap={4}>
                        {saved.is_shared && (
                          <Badge size="xs" variant="light">
                            shared
                          </Badge>
                        )}
                        {saved.tags.map((tag) => (
                          <Badge key={tag} size="xs" variant="default">
                            {tag}
                          </Badge>
                        ))}
                      </Group>
                    </Table.Td>
                    <Table.Td>{saved.workbook_name}</Table.Td>
                    <Table.Td>{saved.version}</Table.Td>
                    <Table.Td>{formatAgo(saved.updated_at)}</Table.Td>
                    <Table.Td>
                      {saved.last_run?.result_id ? (
                        <AnchorLink
                          to="/results/$resultId"
                          params={{ resultId: saved.last_run.result_id }}
                          size="sm"
                        >
                          {formatAgo(saved.last_run.created_at)}
                        </AnchorLink>
                      ) : (
                        "never"
                      )}
                    </Table.Td>
                    <Table.Td>
                      <RunSavedButton id={saved.id} name={saved.name} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
    </div>
  );
}
