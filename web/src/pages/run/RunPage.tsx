import { ButtonLink } from "~/components/links";
import { Alert, Badge, Button, Group, Paper, Progress, Select, Stack, Text } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import {
  cancelSimulation,
  isFinal,
  simulationQuery,
  simulationStatusQuery,
} from "~/api/simulations";
import type { LiveOutput, Simulation, SimulationStatus } from "~/api/types";
import { PageHeader } from "~/components/PageHeader";
import { ProblemAlert } from "~/components/ProblemAlert";
import { stateWords } from "~/components/stateWords";
import {
  formatCount,
  formatDuration,
  formatProbability,
  formatRate,
  plural,
} from "~/formatting/numbers";
import { LiveHistogram } from "./LiveHistogram";
import { useProgress } from "./useProgress";

const route = getRouteApi("/app/simulations/$simulationId");

export function RunPage() {
  const { simulationId } = route.useParams();
  const { data: simulation } = useSuspenseQuery(simulationQuery(simulationId));
  return <RunView key={simulationId} simulation={simulation} />;
}

function RunView({ simulation }: { simulation: Simulation }) {
  const router = useRouter();
  const client = useQueryClient();
  const { status, outputs, connection } = useProgress(simulation.id, simulation.status);
  const resultId = status.result_id;
  useEffect(() => {
    if (status.state === "completed" && resultId) {
      void client.invalidateQueries({ queryKey: ["simulations", "list"] });
      void client.invalidateQueries({ queryKey: ["home"] });
      void router.navigate({ to: "/results/$resultId", params: { resultId }, replace: true });
    }
  }, [status.state, resultId, router, client]);

  const cancel = useMutation({
    mutationFn: () => cancelSimulation(simulation.id),
    onSuccess: (next) => client.setQueryData(simulationStatusQuery(simulation.id).queryKey, next),
  });
  const state = stateWords[status.state];
  return (
    <div className="page">
      <PageHeader
        title={simulation.name}
        subtitle={
          <>
            {simulation.workbook_name}, {plural(simulation.trials, "trial")}, seed {simulation.seed}
          </>
        }
      >
        <Badge variant="light" size="lg" color={state.color}>
          {state.label}
        </Badge>
        {!isFinal(status.state) && (
          <Button
            color="red"
            variant="light"
            leftSection={<IconPlayerStop size={16} />}
            loading={cancel.isPending || status.state === "cancelling"}
            onClick={() => cancel.mutate()}
          >
            Cancel
          </Button>
        )}
      </PageHeader>
      <Stack>
        <ProblemAlert error={cancel.error} />
        {connection === "lost" && !isFinal(status.state) && (
          <Alert color="yellow" role="status">
            The connection was lost. The run goes on; the picture comes back by itself.
          </Alert>
        )}
        {status.failure && <Failure simulation={simulation} status={status} />}
        {status.state === "cancelled" && (
          <Alert color="gray" title="This run was cancelled" role="status">
            <Stack align="flex-start" gap="xs">
              <Text size="sm">
                {formatCount(status.trials_done)} of {plural(status.trials_total, "trial")} were
                done. They are not kept.
              </Text>
              <ButtonLink
                size="xs"
                to="/workbooks/$workbookId"
                params={{ workbookId: simulation.workbook_id }}
              >
                Back to the workbook
              </ButtonLink>
            </Stack>
          </Alert>
        )}
        {!isFinal(status.state) && <ProgressCard status={status} />}
        <Live outputs={outputs} status={status} />
      </Stack>
    </div>
  );
}

function ProgressCard({ status }: { status: SimulationStatus }) {
  const percent = status.share_done * 100;
  const facts = [
    status.state === "queued" && typeof status.queue_position === "number"
      ? `Number ${status.queue_position} in the queue`
      : undefined,
    typeof status.trials_per_second === "number" ? formatRate(status.trials_per_second) : undefined,
    typeof status.elapsed_seconds === "number"
      ? `${formatDuration(status.elapsed_seconds)} so far`
      : undefined,
    typeof status.seconds_left === "number"
      ? `about ${formatDuration(status.seconds_left)} left`
      : undefined,
    status.attempt > 1 ? `attempt ${status.attempt}` : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <Paper>
      <Group justify="space-between" mb={6}>
        <Text fw={600}>
          {formatCount(status.trials_done)} of {plural(status.trials_total, "trial")}
        </Text>
        <Text c="dimmed" size="sm">
          {formatProbability(status.share_done)}
        </Text>
      </Group>
      <Progress
        value={percent}
        size="lg"
        animated={status.state !== "queued"}
        aria-label="Progress of the run"
      />
      <Text size="sm" c="dimmed" mt={6}>
        {facts.join(", ")}
      </Text>
    </Paper>
  );
}

function Live({ outputs, status }: { outputs: readonly LiveOutput[]; status: SimulationStatus }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const output = outputs.find((one) => one.cell === chosen) ?? outputs[0];
  const choices = useMemo(
    () => outputs.map((one) => ({ value: one.cell, label: one.label })),
    [outputs],
  );
  if (!output) {
    return isFinal(status.state) ? null : (
      <Paper p="xl">
        <Text c="dimmed" ta="center">
          The first picture appears as soon as trials run.
        </Text>
      </Paper>
    );
  }
  return (
    <Paper>
      {choices.length > 1 && (
        <Select
          label="Output"
          size="xs"
          maw={320}
          mb="sm"
          allowDeselect={false}
          data={choices}
          value={output.cell}
          onChange={setChosen}
        />
      )}
      <LiveHistogram output={output} />
    </Paper>
  );
}

function Failure({ simulation, status }: { simulation: Simulation; status: SimulationStatus }) {
  return (
    <Alert color="red" title="The run failed" role="alert">
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{status.failure?.message}</Text>
        <ButtonLink
          size="xs"
          to="/workbooks/$workbookId"
          params={{ workbookId: simulation.workbook_id }}
        >
          {status.failure?.is_retryable ? "Run it again from the workbook" : "Back to the workbook"}
        </ButtonLink>
      </Stack>
    </Alert>
  );
}
