import { Badge, Button, Group, Modal, Paper, Stack, Switch, Text } from "@mantine/core";
import { IconBellRinging, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  type AlertRule,
  alertsQuery,
  createAlert,
  removeAlert,
  updateAlert,
  type UpdateAlertRule,
} from "~/api/alerts";
import { savedSimulationsQuery } from "~/api/saved";
import { workbooksQuery } from "~/api/workbooks";
import { ConfirmButton } from "~/components/ConfirmButton";
import { EmptyState } from "~/components/EmptyState";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatAgo } from "~/formatting/times";
import { useMay } from "~/shell/useUser";
import { AlertForm } from "./AlertForm";
import { type AlertDraft, draftOfRule, emptyDraft, requestOf } from "./alertForm";
import { channelWords, figureText, ruleSentence, stateWords } from "./alertWords";

/** Rules that tell when a result or the usage crosses a line. */
export function AlertsPage() {
  const mayWrite = useMay("notifications:write");
  const alerts = useQuery(alertsQuery);
  // undefined: no form; null: a new rule; else the rule that is changed.
  const [edited, setEdited] = useState<AlertRule | null>();
  const nameOf = useModelNames();
  const items = alerts.data?.items ?? [];
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited(null)}>
      Add an alert
    </Button>
  );
  return (
    <div className="page page-narrow">
      <PageHeader title="Alerts" subtitle="Be told when a result or your usage crosses a line.">
        {items.length > 0 && add}
      </PageHeader>
      <ProblemAlert error={alerts.error} retry={() => void alerts.refetch()} />
      {alerts.isPending && <PageLoading />}
      {alerts.data && items.length === 0 && (
        <EmptyState
          icon={<IconBellRinging size={44} stroke={1.4} />}
          title="No alerts yet"
          action={add}
        >
          An alert looks at every new result of a workbook or a saved simulation, and tells you when
          a figure crosses the line that you draw: “tell me when a loss is likelier than 10%”.
        </EmptyState>
      )}
      <Stack gap="xs" component="ul" style={{ listStyle: "none", padding: 0, margin: 0 }}>
        {items.map((rule) => (
          <li key={rule.id}>
            <AlertCard
              rule={rule}
              nameOf={nameOf}
              mayWrite={mayWrite}
              onEdit={() => setEdited(rule)}
            />
          </li>
        ))}
      </Stack>
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited ? `Change “${edited.name}”` : "Add an alert"}
        size="lg"
      >
        {edited !== undefined && <Editor rule={edited} onDone={() => setEdited(undefined)} />}
      </Modal>
    </div>
  );
}

/** What workbooks and saved simulations are called, by id. */
function useModelNames(): (id: string) => string | undefined {
  const workbooks = useQuery(workbooksQuery());
  const saved = useQuery(savedSimulationsQuery());
  return (id) =>
    workbooks.data?.items.find((one) => one.id === id)?.name ??
    saved.data?.items.find((one) => one.id === id)?.name;
}

function Editor({ rule, onDone }: { rule: AlertRule | null; onDone: () => void }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (draft: AlertDraft) => {
      const request = requestOf(draft);
      if (!rule) return createAlert(request);
      const { name, comparator, threshold, channels, cooldown_seconds } = request;
      const change: UpdateAlertRule = { name, comparator, threshold, channels };
      return updateAlert(rule.id, { ...change, cooldown_seconds: cooldown_seconds ?? null });
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: alertsQuery.queryKey });
      notifyDone(rule ? `${saved.name} is saved.` : `${saved.name} looks at the next result.`);
      onDone();
    },
  });
  return (
    <AlertForm
      draft={rule ? draftOfRule(rule) : emptyDraft}
      isNew={!rule}
      isSaving={save.isPending}
      error={save.error}
      onSave={save.mutate}
    />
  );
}

interface AlertCardProps {
  rule: AlertRule;
  nameOf: (id: string) => string | undefined;
  mayWrite: boolean;
  onEdit: () => void;
}

function AlertCard({ rule, nameOf, mayWrite, onEdit }: AlertCardProps) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: alertsQuery.queryKey });
  const enable = useMutation({
    mutationFn: (is_enabled: boolean) => updateAlert(rule.id, { is_enabled }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: () => removeAlert(rule.id),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const state = stateWords[rule.state];
  return (
    <Paper p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} size="sm" component="div">
            {rule.name}{" "}
            <Badge size="sm" variant="light" color={rule.is_enabled ? state.color : "gray"}>
              {rule.is_enabled ? state.label : "Off"}
            </Badge>
          </Text>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {ruleSentence(rule, nameOf)}.
          </Text>
          <Text size="xs" c="dimmed">
            {typeof rule.last_value === "number" && rule.last_evaluated_at
              ? `${figureText(rule.subject, rule.last_value)} ${formatAgo(rule.last_evaluated_at)}. `
              : ""}
            {rule.last_fired_at && `Told ${formatAgo(rule.last_fired_at)}. `}
            {rule.channels.map((channel) => channelWords[channel]).join(", ")}.
          </Text>
        </div>
        {mayWrite && (
          <Switch
            aria-label={`Look at ${rule.name}`}
            checked={rule.is_enabled}
            disabled={enable.isPending}
            onChange={(event) => enable.mutate(event.currentTarget.checked)}
          />
        )}
      </Group>
      {mayWrite && (
        <Group gap="xs" mt={6}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Change ${rule.name}`}
            onClick={onEdit}
          >
            Change
          </Button>
          <ConfirmButton
            size="compact-xs"
            aria-label={`Remove ${rule.name}`}
            question={`“${rule.name}” no longer looks at results.`}
            confirm="Remove"
            loading={remove.isPending}
            onConfirm={() => remove.mutate()}
          >
            Remove
          </ConfirmButton>
        </Group>
      )}
    </Paper>
  );
}
