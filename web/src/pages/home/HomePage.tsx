import { AnchorLink, PaperLink } from "~/components/links";
import { Alert, Button, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { homeQuery } from "~/api/home";
import { cancelSimulation } from "~/api/simulations";
import type { Home, SimulationSummary } from "~/api/types";
import { EmptyState } from "~/components/EmptyState";
import { notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { RunCard } from "~/components/RunCard";
import { stateWords } from "~/components/stateWords";
import { formatDuration, formatProbability, formatRate } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { chooseFile } from "~/shell/uploads";

export function HomePage() {
  const { data: home } = useSuspenseQuery(homeQuery);
  const isNew = home.recent_workbooks.length === 0 && home.recent_runs.length === 0;
  return (
    <div className="page">
      <PageHeader
        title={`Welcome, ${home.principal.name}`}
        subtitle="Drop a workbook anywhere to open it."
      >
        <Button leftSection={<IconUpload size={16} />} onClick={chooseFile}>
          Upload a workbook
        </Button>
      </PageHeader>
      <Stack gap="xl">
        {home.unavailable.length > 0 && (
          <Alert color="yellow" title="A part of this page is missing">
            These services can't be reached now: {home.unavailable.join(", ")}. The page asks again
            by itself.
          </Alert>
        )}
        {isNew && <FirstSteps />}
        {home.running.length > 0 && (
          <section aria-labelledby="running">
            <Title order={2} id="running" mb="xs">
              Running now
            </Title>
            <Stack gap="xs">
              {home.running.map((run) => (
                <RunningRow key={run.id} run={run} />
              ))}
            </Stack>
          </section>
        )}
        {home.recent_runs.length > 0 && (
          <section aria-labelledby="recent-runs">
            <SectionHead id="recent-runs" title="Recent runs" to="/simulations" />
            <div className="cards">
              {home.recent_runs.map((run) => (
                <RunCard key={run.id} run={run} />
              ))}
            </div>
          </section>
        )}
        {home.recent_workbooks.length > 0 && <RecentWorkbooks home={home} />}
        {home.saved_simulations.length > 0 && (
          <section aria-labelledby="saved">
            <SectionHead id="saved" title="Saved simulations" to="/saved" />
            <div className="cards">
              {home.saved_simulations.map((saved) => (
                <PaperLink
                  key={saved.id}
                  to="/saved/$savedId"
                  params={{ savedId: saved.id }}
                  className="card-link"
                  p="sm"
                >
                  <Text fw={600} size="sm" truncate>
                    {saved.name}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {saved.workbook_name}, {formatAgo(saved.updated_at)}
                  </Text>
                </PaperLink>
              ))}
            </div>
          </section>
        )}
      </Stack>
    </div>
  );
}

function SectionHead(props: {
  id: string;
  title: string;
  to: "/simulations" | "/saved" | "/workbooks";
}) {
  return (
    <Group justify="space-between" mb="xs">
      <Title order={2} id={props.id}>
        {props.title}
      </Title>
      <AnchorLink to={props.to} size="sm" aria-label={`All: ${props.title}`}>
        See all
      </AnchorLink>
    </Group>
  );
}

function FirstSteps() {
  return (
    <EmptyState
      icon={<IconFileSpreadsheet size={44} stroke={1.4} />}
      title="Begin with a workbook that you already have"
      action={
        <Button leftSection={<IconUpload size={16} />} onClick={chooseFile}>
          Choose a file
        </Button>
      }
    >
      Drop an Excel file here. Click the numbers that you are unsure of and give them a
      distribution, click the results that you care about, and run: you will see how likely each
      outcome is, and what drives it. Your file isn't changed.
    </EmptyState>
  );
}

function RunningRow({ run }: { run: SimulationSummary }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelSimulation(run.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["home"] }),
    onError: notifyProblem,
  });
  const { status } = run;
  const left =
    typeof status.seconds_left === "number" ? `${formatDuration(status.seconds_left)} left` : "";
  const rate =
    typeof status.trials_per_second === "number" ? formatRate(status.trials_per_second) : "";
  return (
    <Paper p="sm">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0, flex: 1 }}>
          <AnchorLink
            to="/simulations/$simulationId"
            params={{ simulationId: run.id }}
            fw={600}
            size="sm"
          >
            {run.name}
          </AnchorLink>
          <Text size="xs" c="dimmed">
            {[stateWords[status.state].label, formatProbability(status.share_done), rate, left]
              .filter(Boolean)
              .join(", ")}
          </Text>
          <Progress mt={6} value={status.share_done * 100} aria-label={`Progress of ${run.name}`} />
        </div>
        <Button
          size="xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
          aria-label={`Cancel ${run.name}`}
        >
          Cancel
        </Button>
      </Group>
    </Paper>
  );
}

function RecentWorkbooks({ home }: { home: Home }) {
  return (
    <section aria-labelledby="recent-workbooks">
      <SectionHead id="recent-workbooks" title="Workbooks" to="/workbooks" />
      <div className="cards">
        {home.recent_workbooks.map((workbook) => (
          <PaperLink
            key={workbook.id}
            to="/workbooks/$workbookId"
            params={{ workbookId: workbook.id }}
            className="card-link"
            p="sm"
          >
            <Text fw={600} size="sm" truncate>
              {workbook.name}
            </Text>
            <Text size="xs" c="dimmed">
              {workbook.base_case?.sentence ?? workbook.state_reason ?? "Being opened"}
            </Text>
          </PaperLink>
        ))}
      </div>
    </section>
  );
}
