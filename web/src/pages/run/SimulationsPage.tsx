import { ButtonLink } from "~/components/links";
import {
  Badge,
  Button,
  Checkbox,
  Group,
  Paper,
  Select,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChartHistogram, IconGitCompare, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { get } from "~/api/http";
import { queueQuery } from "~/api/simulations";
import type { Page, SimulationState, SimulationSummary } from "~/api/types";
import { Sparkline } from "~/charts/Sparkline";
import { EmptyState } from "~/components/EmptyState";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { headlineSentence, RunAnchor } from "~/components/RunCard";
import { stateWords } from "~/components/stateWords";
import { formatCount, plural } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";

const COMPARED_MAX = 6;

export function SimulationsPage() {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [state, setState] = useState<SimulationState | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const list = useInfiniteQuery({
    queryKey: ["simulations", "list", "pages", q, state],
    queryFn: ({ pageParam, signal }) =>
      get<Page<SimulationSummary>>(
        "/api/v2/simulations",
        { q, state, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const toggle = (resultId: string) =>
    setChosen((before) =>
      before.includes(resultId)
        ? before.filter((one) => one !== resultId)
        : [...before, resultId].slice(-COMPARED_MAX),
    );
  return (
    <div className="page">
      <PageHeader title="Simulations" subtitle="Every run, the newest first.">
        <Button
          leftSection={<IconGitCompare size={16} />}
          variant="default"
          disabled={chosen.length < 2}
          onClick={() => void router.navigate({ to: "/compare", search: { results: chosen } })}
        >
          Compare {chosen.length > 0 ? plural(chosen.length, "run") : "runs"}
        </Button>
      </PageHeader>
      <Queue />
      <Group mb="md" gap="sm">
        <TextInput
          aria-label="Search simulations"
          placeholder="Search by the run's or the workbook's name"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 180 }}
        />
        <Select
          aria-label="State"
          placeholder="Any state"
          clearable
          w={190}
          value={state}
          onChange={(value) => setState(value as SimulationState | null)}
          data={Object.entries(stateWords).map(([value, words]) => ({
            value,
            label: words.label,
          }))}
        />
      </Group>
      <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <PageLoading />}
      {list.data && items.length === 0 && (
        <EmptyState
          icon={<IconChartHistogram size={44} stroke={1.4} />}
          title={q || state ? "No run matches" : "Nothing has been simulated yet"}
          action={<ButtonLink to="/workbooks">Choose a workbook</ButtonLink>}
        >
          Open a workbook, mark inputs and outputs, and run it. The results stay here.
        </EmptyState>
      )}
      {items.length > 0 && (
        <Paper p={0}>
          <Table.ScrollContainer minWidth={760}>
            <Table highlightOnHover verticalSpacing="xs" className="stacked">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th w={36}>
                    <span className="visually-hidden">Compare</span>
                  </Table.Th>
                  <Table.Th>Run</Table.Th>
                  <Table.Th>First output</Table.Th>
                  <Table.Th className="number">Trials</Table.Th>
                  <Table.Th className="number">Seed</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Started</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((run) => (
                  <RunRow key={run.id} run={run} chosen={chosen} onToggle={toggle} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      {list.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </div>
  );
}

function RunRow(props: {
  run: SimulationSummary;
  chosen: readonly string[];
  onToggle: (resultId: string) => void;
}) {
  const { run, chosen, onToggle } = props;
  const state = stateWords[run.status.state];
  const resultId = run.status.result_id;
  return (
    <Table.Tr>
      <Table.Td>
        {resultId && (
          <Checkbox
            size="xs"
            aria-label={`Compare ${run.name}, seed ${run.seed}`}
            checked={chosen.includes(resultId)}
            onChange={() => onToggle(resultId)}
          />
        )}
      </Table.Td>
      <Table.Td data-wide>
        <RunAnchor run={run} />
        <Text size="xs" c="dimmed">
          {run.workbook_name}
          {run.created_by_name && `, by ${run.created_by_name}`}
        </Text>
      </Table.Td>
      <Table.Td data-wide>
        {run.headline && (
          <Group gap="xs" wrap="nowrap">
            <Sparkline
              counts={run.headline.sparkline}
              label={`Histogram of ${run.headline.label}`}
              width={84}
              height={28}
            />
            <Text size="xs" c="dimmed" maw={260}>
              {headlineSentence(run.headline)}
            </Text>
          </Group>
        )}
      </Table.Td>
      <Table.Td className="number" data-label="Trials">
        {formatCount(run.trials)}
      </Table.Td>
      <Table.Td className="number" data-label="Seed">
        {run.seed}
      </Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        <Badge variant="light" color={state.color} miw="max-content">
          {state.label}
        </Badge>
      </Table.Td>
      <Table.Td data-label="Started" style={{ whiteSpace: "nowrap" }}>
        {formatAgo(run.created_at)}
      </Table.Td>
    </Table.Tr>
  );
}

function Queue() {
  const queue = useQuery(queueQuery);
  if (!queue.data || queue.data.mine.length === 0) return null;
  const { running, waiting, tenant_running, tenant_running_max } = queue.data;
  return (
    <Text size="sm" c="dimmed" mb="sm" role="status">
      {plural(running, "simulation runs", "simulations run")} and {plural(waiting, "waits", "wait")}{" "}
      on this server. Your organisation runs {tenant_running} of {tenant_running_max} at once.
    </Text>
  );
}
