import { Badge, Group, Paper, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  type BreakerState,
  breakersQuery,
  type CircuitBreaker,
  computeMetricsQuery,
  type ComputeTask,
  type Device,
  devicesQuery,
  gatewayHealthQuery,
  type HealthStatus,
  instancesQuery,
  resetBreaker,
  type ServiceInstance,
  tasksQuery,
} from "~/api/operations";
import { ConfirmButton } from "~/components/ConfirmButton";
import { EmptyState } from "~/components/EmptyState";
import { AnchorLink } from "~/components/links";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatBytes, formatCount, formatDuration, formatRate, plural } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { useMay } from "~/shell/useUser";
import { IconServer } from "@tabler/icons-react";

/** For those who run the server: services, breakers, devices and what they compute. */
export function PlatformPage() {
  const mayOperate = useMay("platform:operate");
  if (!mayOperate) {
    return (
      <div className="page">
        <PageHeader title="Platform" />
        <EmptyState
          icon={<IconServer size={44} stroke={1.4} />}
          title="This page is for operators"
          action={<AnchorLink to="/">Go to Home</AnchorLink>}
        >
          Whoever set up this server can give you the right to operate it.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="page">
      <PageHeader title="Platform" subtitle="How the services do, every five seconds anew." />
      <GatewaySection />
      <InstancesSection />
      <BreakersSection />
      <DevicesSection />
      <TasksSection />
    </div>
  );
}

interface Loaded<T> {
  data: T | undefined;
  error: Error | null;
  isPending: boolean;
  refetch: () => unknown;
}

/** A part of the page, which loads and fails by itself. */
function Part<T>(props: { title: string; query: Loaded<T>; children: (data: T) => ReactNode }) {
  const { query } = props;
  return (
    <Paper component="section" aria-label={props.title} mb="md">
      <Title order={2} mb="xs">
        {props.title}
      </Title>
      {query.isPending && <PageLoading />}
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      {query.data !== undefined && props.children(query.data)}
    </Paper>
  );
}

const healthWords: Record<HealthStatus, { label: string; color: string }> = {
  HEALTHY: { label: "well", color: "leaf" },
  DEGRADED: { label: "slow", color: "yellow" },
  UNHEALTHY: { label: "down", color: "red" },
};

function Health({ status }: { status: HealthStatus }) {
  const { label, color } = healthWords[status];
  return (
    <Badge variant="light" color={color}>
      {label}
    </Badge>
  );
}

function Figure(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text fw={600} component="div">
        {props.children}
      </Text>
    </div>
  );
}

function GatewaySection() {
  const gateway = useQuery(gatewayHealthQuery);
  const metrics = useQuery(computeMetricsQuery);
  return (
    <Part title="At a glance" query={gateway}>
      {(health) => (
        <Group gap="xl">
          <Figure label="Gateway">
            <Health status={health.status} />
          </Figure>
          <Figure label="Version">{health.version}</Figure>
          <Figure label="Up for">{formatDuration(health.uptime_seconds)}</Figure>
          <Figure label="Requests">
            {formatCount(health.requests_total)}, {formatCount(health.requests_in_flight)} under way
          </Figure>
          <Figure label="Refused for their rate">{formatCount(health.rate_limited_total)}</Figure>
          {metrics.data && (
            <>
              <Figure label="Computing">{formatRate(metrics.data.trials_per_second)}</Figure>
              <Figure label="Tasks">
                {formatCount(metrics.data.tasks_running)} run,{" "}
                {formatCount(metrics.data.tasks_waiting)} wait
              </Figure>
              <Figure label="Waited for a device">
                {typeof metrics.data.queue_wait_seconds.p95 === "number"
                  ? `${formatDuration(metrics.data.queue_wait_seconds.p95)} at most, for 95%`
                  : "nobody yet"}
              </Figure>
            </>
          )}
        </Group>
      )}
    </Part>
  );
}

function InstancesSection() {
  const instances = useQuery(instancesQuery);
  return (
    <Part title="Services" query={instances}>
      {(data) => (
        <Table.ScrollContainer minWidth={620}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Service</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Where</Table.Th>
                <Table.Th className="number">Answers in</Table.Th>
                <Table.Th className="number">Under way</Table.Th>
                <Table.Th>Checked</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.instances.map((instance) => (
                <InstanceRow key={`${instance.service} ${instance.id}`} instance={instance} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Part>
  );
}

function InstanceRow({ instance }: { instance: ServiceInstance }) {
  return (
    <Table.Tr>
      <Table.Td>{instance.service}</Table.Td>
      <Table.Td>
        <Health status={instance.status} />
        {instance.message && (
          <Text size="xs" c="red">
            {instance.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="formula">{instance.address}</Table.Td>
      <Table.Td className="number">
        {typeof instance.latency_ms === "number" ? formatDuration(instance.latency_ms / 1000) : ""}
      </Table.Td>
      <Table.Td className="number">{formatCount(instance.requests_in_flight)}</Table.Td>
      <Table.Td>{instance.checked_at ? formatAgo(instance.checked_at) : "not yet"}</Table.Td>
    </Table.Tr>
  );
}

const breakerWords: Record<BreakerState, { label: string; color: string }> = {
  CLOSED: { label: "closed: calls go through", color: "leaf" },
  OPEN: { label: "open: calls are refused", color: "red" },
  HALF_OPEN: { label: "trying again", color: "yellow" },
};

function BreakersSection() {
  const breakers = useQuery(breakersQuery);
  return (
    <Part title="Circuit breakers" query={breakers}>
      {(data) =>
        data.breakers.length === 0 ? (
          <Text size="sm" c="dimmed">
            None: all services are in this process, or nothing has been called yet.
          </Text>
        ) : (
          <Stack gap="xs" component="ul" style={{ listStyle: "none", padding: 0, margin: 0 }}>
            {data.breakers.map((breaker) => (
              <li key={`${breaker.service} ${breaker.instance ?? ""}`}>
                <BreakerRow breaker={breaker} />
              </li>
            ))}
          </Stack>
        )
      }
    </Part>
  );
}

function BreakerRow({ breaker }: { breaker: CircuitBreaker }) {
  const client = useQueryClient();
  const reset = useMutation({
    mutationFn: () => resetBreaker(breaker.service),
    onSuccess: () => {
      notifyDone(`Calls to ${breaker.service} go through again.`);
      return client.invalidateQueries({ queryKey: ["platform"] });
    },
    onError: notifyProblem,
  });
  const { label, color } = breakerWords[breaker.state];
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" component="div">
          <b>{breaker.service}</b> {breaker.instance && `${breaker.instance} `}
          <Badge size="sm" variant="light" color={color}>
            {label}
          </Badge>
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {formatCount(breaker.failures)} of {plural(breaker.calls, "call")} failed
          {breaker.refused > 0 && `, ${formatCount(breaker.refused)} refused`}
          {breaker.opened_at && `, opened ${formatAgo(breaker.opened_at)}`}
          {typeof breaker.next_probe_in_seconds === "number" &&
            `, tries again in ${formatDuration(breaker.next_probe_in_seconds)}`}
          {breaker.last_error && `. ${breaker.last_error}`}
        </Text>
      </div>
      {breaker.state !== "CLOSED" && (
        <ConfirmButton
          size="compact-sm"
          color="ulam"
          aria-label={`Close the breaker of ${breaker.service}`}
          question={`All calls go to ${breaker.service} again, also if it still fails.`}
          confirm="Close it"
          loading={reset.isPending}
          onConfirm={() => reset.mutate()}
        >
          Close
        </ConfirmButton>
      )}
    </Group>
  );
}

const deviceWords: Record<Device["state"], string> = {
  available: "free",
  busy: "busy",
  draining: "finishing its tasks",
  offline: "away",
};

function DevicesSection() {
  const devices = useQuery(devicesQuery);
  return (
    <Part title="Devices" query={devices}>
      {(data) =>
        data.devices.length === 0 ? (
          <Text size="sm" c="dimmed">
            No device has reported yet.
          </Text>
        ) : (
          <Stack>
            {data.devices.map((device) => (
              <div key={device.id}>
                <Group justify="space-between">
                  <Text size="sm" component="div">
                    <b>{device.name}</b>{" "}
                    <Badge
                      size="sm"
                      variant="light"
                      color={device.state === "offline" ? "red" : "leaf"}
                    >
                      {deviceWords[device.state]}
                    </Badge>
                  </Text>
                  <Text size="xs" c="dimmed">
                    {plural(device.cores, "core")}, {device.instruction_set},{" "}
                    {plural(device.tasks_running, "task")}, {formatBytes(device.memory_used_bytes)}{" "}
                    of {formatBytes(device.memory_bytes)}
                  </Text>
                </Group>
                <Progress
                  mt={4}
                  size="sm"
                  value={device.utilization * 100}
                  aria-label={`Use of ${device.name}`}
                />
              </div>
            ))}
          </Stack>
        )
      }
    </Part>
  );
}

function TasksSection() {
  const tasks = useQuery(tasksQuery);
  return (
    <Part title="What is computed" query={tasks}>
      {(data) =>
        data.items.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nothing waits, nothing runs.
          </Text>
        ) : (
          <Stack gap="sm">
            {data.items.map((task) => (
              <TaskRow key={task.id} task={task} />
            ))}
          </Stack>
        )
      }
    </Part>
  );
}

function TaskRow({ task }: { task: ComputeTask }) {
  const share = task.trials_total > 0 ? (task.trials_done / task.trials_total) * 100 : 0;
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm">
          {task.state === "waiting" ? "Waits" : "Runs"} since{" "}
          {formatAgo(task.started_at ?? task.created_at)}
          {task.attempt > 1 && `, attempt ${task.attempt}`}
        </Text>
        <Text size="xs" c="dimmed">
          {formatCount(task.trials_done)} of {plural(task.trials_total, "trial")}
          {typeof task.trials_per_second === "number" && `, ${formatRate(task.trials_per_second)}`}
        </Text>
      </Group>
      <Progress mt={4} size="sm" value={share} aria-label={`Progress of task ${task.id}`} />
    </div>
  );
}
