import {
  Accordion,
  Badge,
  Button,
  Group,
  Modal,
  MultiSelect,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  createWebhook,
  deliveryPage,
  notificationPreferencesQuery,
  removeWebhook,
  retryDelivery,
  testWebhook,
  updateWebhook,
  webhooksQuery,
} from "~/api/notifications";
import type { Delivery, Webhook } from "~/api/types";
import { ConfirmButton } from "~/components/ConfirmButton";
import { CopyField } from "~/components/CopyField";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatAgo, formatDateTime } from "~/formatting/times";
import { Section } from "./Section";

export function WebhooksPage() {
  const client = useQueryClient();
  const webhooks = useQuery(webhooksQuery);
  const [opened, { open, close }] = useDisclosure();
  const items = webhooks.data?.items ?? [];
  return (
    <Section
      title="Webhooks"
      description="Ulam tells your own programs what happens: each event is a signed request to an address of yours."
    >
      <Group>
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          Add a webhook
        </Button>
      </Group>
      {webhooks.isPending && <PageLoading />}
      <ProblemAlert error={webhooks.error} retry={() => void webhooks.refetch()} />
      {webhooks.data && items.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet. Add one to start a pipeline when a run completes, for example.
        </Text>
      )}
      <Stack>
        {items.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} />
        ))}
      </Stack>
      <Modal opened={opened} onClose={close} title="Add a webhook" size="lg">
        <NewWebhook
          onClose={() => {
            close();
            void client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
          }}
        />
      </Modal>
    </Section>
  );
}

function WebhookCard({ webhook }: { webhook: Webhook }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const test = useMutation({
    mutationFn: () => testWebhook(webhook.id),
    onSuccess: (delivery) => {
      const attempt = delivery.attempts[0];
      if (delivery.state === "delivered") notifyDone("The test arrived.");
      else
        notifyProblem(new Error(attempt?.error ?? `It answered ${attempt?.status ?? "nothing"}.`));
      return refresh();
    },
    onError: notifyProblem,
  });
  const enable = useMutation({
    mutationFn: (is_enabled: boolean) => updateWebhook(webhook.id, { is_enabled }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: () => removeWebhook(webhook.id),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} size="sm" style={{ overflowWrap: "anywhere" }}>
            {webhook.url}
          </Text>
          <Text size="xs" c="dimmed">
            {webhook.description && `${webhook.description}. `}
            {webhook.events.includes("*") ? "All events" : webhook.events.join(", ")}. Secret{" "}
            <span className="formula">{webhook.secret_hint}…</span>
          </Text>
          {webhook.disabled_reason && (
            <Text size="xs" c="red">
              {webhook.disabled_reason}
            </Text>
          )}
        </div>
        <Switch
          aria-label={`Send to ${webhook.url}`}
          checked={webhook.is_enabled}
          disabled={enable.isPending}
          onChange={(event) => enable.mutate(event.currentTarget.checked)}
        />
      </Group>
      <Group gap="xs" mt={6}>
        <Button
          size="compact-xs"
          variant="default"
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send a test
        </Button>
        <ConfirmButton
          size="compact-xs"
          question={`Nothing is sent to ${webhook.url} any more.`}
          confirm="Remove it"
          onConfirm={() => remove.mutate()}
        >
          Remove
        </ConfirmButton>
      </Group>
      {webhook.deliveries.length > 0 && (
        <Accordion variant="default" mt={4}>
          <Accordion.Item value="deliveries">
            <Accordion.Control>
              <Text size="sm">Last deliveries</Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Deliveries webhook={webhook} refresh={refresh} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </div>
  );
}

/** As many as come with the webhook; older ones are asked for. */
const DELIVERIES = 20;

function Deliveries({ webhook, refresh }: { webhook: Webhook; refresh: () => Promise<void> }) {
  const [isLong, setLong] = useState(false);
  const older = useInfiniteQuery({
    queryKey: [...webhooksQuery.queryKey, webhook.id, "deliveries"],
    queryFn: ({ pageParam, signal }) => deliveryPage(webhook.id, pageParam, DELIVERIES * 2, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: isLong,
  });
  const shown = older.data?.pages.flatMap((page) => page.items) ?? webhook.deliveries;
  const hasOlder = isLong ? older.hasNextPage : webhook.deliveries.length >= DELIVERIES;
  return (
    <Stack gap={6}>
      {shown.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} refresh={refresh} />
      ))}
      <ProblemAlert error={older.error} retry={() => void older.refetch()} />
      {(hasOlder || older.isFetching) && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            loading={older.isFetching}
            onClick={() => (isLong ? void older.fetchNextPage() : setLong(true))}
          >
            Show older deliveries
          </Button>
        </Group>
      )}
    </Stack>
  );
}

const states = {
  pending: { label: "waiting", color: "gray" },
  retrying: { label: "tried again", color: "yellow" },
  delivered: { label: "delivered", color: "leaf" },
  dead_letter: { label: "given up", color: "red" },
} as const;

function DeliveryRow({ delivery, refresh }: { delivery: Delivery; refresh: () => Promise<void> }) {
  const retry = useMutation({
    mutationFn: () => retryDelivery(delivery.id),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const state = states[delivery.state];
  const last = delivery.attempts[0];
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" component="div">
          <Badge size="sm" variant="light" color={state.color} mr={6}>
            {state.label}
          </Badge>
          {delivery.event_type}
        </Text>
        <Text size="xs" c="dimmed">
          {formatAgo(delivery.created_at)}
          {last && `, answered ${last.status ?? last.error ?? "nothing"}`}
          {typeof last?.duration_ms === "number" && ` in ${Math.round(last.duration_ms)} ms`}
          {delivery.next_attempt_at && `, next at ${formatDateTime(delivery.next_attempt_at)}`}
        </Text>
      </div>
      {delivery.state === "dead_letter" && (
        <Button
          size="compact-xs"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Send again
        </Button>
      )}
    </Group>
  );
}

function NewWebhook({ onClose }: { onClose: () => void }) {
  const preferences = useQuery(notificationPreferencesQuery);
  const [url, setUrl] = useState("");
  const [description, setDescription] = useState("");
  const [events, setEvents] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: () =>
      createWebhook({
        url: url.trim(),
        description: description.trim() || null,
        events: events.length > 0 ? events : ["*"],
      }),
  });
  if (create.data) {
    return (
      <Stack>
        <Text size="sm">
          Check each request with this secret. It is shown this once: copy it now.
        </Text>
        <CopyField label="Signing secret" value={create.data.secret} />
        <Group justify="flex-end">
          <Button onClick={onClose}>I have copied it</Button>
        </Group>
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={create.error} />
        <TextInput
          label="Address"
          description="Reachable from the internet, with https."
          type="url"
          placeholder="https://example.com/hooks/ulam"
          required
          data-autofocus
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label="What it is for"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <MultiSelect
          label="Events"
          description="None chosen: all events."
          searchable
          data={(preferences.data?.events ?? []).map((event) => ({
            value: event.event_type,
            label: event.title,
          }))}
          value={events}
          onChange={setEvents}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
