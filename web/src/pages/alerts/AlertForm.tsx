import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { watchedResultsQuery } from "~/api/alerts";
import { notificationPreferencesQuery } from "~/api/notifications";
import { savedSimulationsQuery } from "~/api/saved";
import type { Channel } from "~/api/types";
import { workbooksQuery } from "~/api/workbooks";
import { ProblemAlert } from "~/components/ProblemAlert";
import { type AlertDraft, isPercent, missing } from "./alertForm";
import { channelWords, comparators, metricWords } from "./alertWords";

const statistics = [
  { value: "probability", label: "Probability of a condition" },
  { value: "mean", label: "Mean" },
  { value: "sd", label: "Standard deviation" },
  { value: "p5", label: "5th percentile" },
  { value: "p50", label: "Median" },
  { value: "p95", label: "95th percentile" },
];

const pauses = [
  { value: "0", label: "Every time" },
  { value: "3600", label: "At most once an hour" },
  { value: "86400", label: "At most once a day" },
  { value: "604800", label: "At most once a week" },
];

export interface AlertFormProps {
  draft: AlertDraft;
  /** What a rule watches can't be changed, only how. */
  isNew: boolean;
  isSaving: boolean;
  error: unknown;
  onSave: (draft: AlertDraft) => void;
}

/** A rule: what is watched, the line it must not cross, and how to tell. */
export function AlertForm(props: AlertFormProps) {
  const [draft, setDraft] = useState(props.draft);
  const [wasAsked, setWasAsked] = useState(false);
  const set = (change: Partial<AlertDraft>) => setDraft((before) => ({ ...before, ...change }));
  const gaps = missing(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasAsked(true);
    if (gaps.length === 0) props.onSave(draft);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ProblemAlert error={props.error} />
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={200}
          placeholder="Loss too likely"
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        {props.isNew ? (
          <Watched draft={draft} set={set} />
        ) : (
          <Text size="sm" c="dimmed">
            What an alert watches can't be changed. For something else, add another.
          </Text>
        )}
        <Group align="flex-end" grow preventGrowOverflow={false}>
          <Select
            label="Tell me when it"
            allowDeselect={false}
            data={[...comparators]}
            value={draft.comparator}
            onChange={(value) => value && set({ comparator: value as AlertDraft["comparator"] })}
          />
          <NumberInput
            label="This figure"
            required
            suffix={isPercent(draft) ? "%" : ""}
            thousandSeparator=","
            value={draft.threshold ?? ""}
            onChange={(value) => set({ threshold: value === "" ? undefined : Number(value) })}
          />
        </Group>
        <Channels chosen={draft.channels} onChange={(channels) => set({ channels })} />
        <Select
          label="How often"
          allowDeselect={false}
          data={pauses}
          value={String(draft.cooldownSeconds)}
          onChange={(value) => value && set({ cooldownSeconds: Number(value) })}
        />
        {wasAsked && gaps.length > 0 && (
          <Text size="sm" c="red" role="alert">
            Still missing: {gaps.join(", ")}.
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={props.isSaving}>
            {props.isNew ? "Add" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  draft: AlertDraft;
  set: (change: Partial<AlertDraft>) => void;
}

function Watched({ draft, set }: PartProps) {
  return (
    <>
      <div>
        <Text size="sm" fw={500} mb={4} id="alert-watches">
          What to watch
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="alert-watches"
          value={draft.watches}
          onChange={(value) => set({ watches: value as AlertDraft["watches"] })}
          data={[
            { value: "workbook", label: "A workbook" },
            { value: "saved", label: "A saved simulation" },
            { value: "usage", label: "Usage" },
          ]}
        />
      </div>
      {draft.watches === "usage" ? (
        <Select
          label="Usage of"
          allowDeselect={false}
          data={Object.entries(metricWords).map(([value, label]) => ({ value, label }))}
          value={draft.metric}
          onChange={(value) => value && set({ metric: value })}
        />
      ) : (
        <WatchedResult draft={draft} set={set} />
      )}
    </>
  );
}

function WatchedResult({ draft, set }: PartProps) {
  const isSaved = draft.watches === "saved";
  const workbooks = useQuery({ ...workbooksQuery(), enabled: !isSaved });
  const saved = useQuery({ ...savedSimulationsQuery(), enabled: isSaved });
  const results = useQuery(
    watchedResultsQuery(
      isSaved
        ? draft.savedId
          ? { saved_simulation_id: draft.savedId }
          : {}
        : draft.workbookId
          ? { workbook_id: draft.workbookId }
          : {},
    ),
  );
  const last = results.data?.items[0];
  const outputs = [...new Set((last?.headlines ?? []).map((headline) => headline.label))];
  const conditions = [...new Set((last?.probabilities ?? []).map((one) => one.expression))];
  const list = isSaved ? saved : workbooks;
  const models = (list.data?.items ?? []).map((item) => ({ value: item.id, label: item.name }));
  return (
    <>
      <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      <Select
        label={isSaved ? "Saved simulation" : "Workbook"}
        required
        searchable
        placeholder={list.isPending ? "Looking…" : "Choose one"}
        nothingFoundMessage="None has this name"
        data={models}
        value={isSaved ? draft.savedId : draft.workbookId}
        onChange={(value) => set(isSaved ? { savedId: value } : { workbookId: value })}
      />
      <Select
        label="Figure"
        allowDeselect={false}
        data={statistics}
        value={draft.statistic}
        onChange={(value) => value && set({ statistic: value })}
      />
      {draft.statistic === "probability" ? (
        <Autocomplete
          label="Condition"
          description="As the run asks it, such as Model!B20 < 0. Runs that don't ask it are passed over."
          required
          data={conditions}
          value={draft.condition}
          onChange={(condition) => set({ condition })}
        />
      ) : (
        <Autocomplete
          label="Output"
          description="Its name or its cell."
          required
          data={outputs}
          value={draft.output}
          onChange={(output) => set({ output })}
        />
      )}
    </>
  );
}

const everyChannel: readonly Channel[] = ["in_app", "email", "sms", "push", "webhook"];

function Channels(props: { chosen: readonly Channel[]; onChange: (channels: Channel[]) => void }) {
  const preferences = useQuery(notificationPreferencesQuery);
  const available = preferences.data?.available_channels ?? ["in_app", "email"];
  return (
    <Checkbox.Group
      label="How to tell me"
      value={[...props.chosen]}
      onChange={(value) => props.onChange(value as Channel[])}
    >
      <Group mt={6} gap="md">
        {everyChannel
          .filter((channel) => available.includes(channel) || props.chosen.includes(channel))
          .map((channel) => (
            <Checkbox key={channel} value={channel} label={channelWords[channel]} />
          ))}
      </Group>
    </Checkbox.Group>
  );
}
