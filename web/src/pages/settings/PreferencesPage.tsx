import {
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notificationPreferencesQuery, saveNotificationPreferences } from "~/api/notifications";
import type { Channel, NotificationPreferences, Preferences } from "~/api/types";
import { notifyProblem } from "~/components/notify";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { useChangePreferences, useSaveTheme } from "~/shell/usePreferences";
import { useUser } from "~/shell/useUser";
import { Section } from "./Section";

/** Everything here is saved as it is changed. */
export function PreferencesPage() {
  return (
    <>
      <Appearance />
      <NewSimulations />
      <NotificationSettings />
    </>
  );
}

function Appearance() {
  const { preferences } = useUser();
  const saveTheme = useSaveTheme();
  const change = useChangePreferences();
  return (
    <Section title="Appearance">
      <ProblemAlert error={change.error} />
      <div>
        <Text size="sm" fw={500} mb={4} id="theme-label">
          Colours
        </Text>
        <SegmentedControl
          aria-labelledby="theme-label"
          value={preferences.theme === "system" ? "auto" : preferences.theme}
          onChange={(value) => saveTheme(value as "auto" | "light" | "dark")}
          data={[
            { value: "auto", label: "As the system" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
      </div>
    </Section>
  );
}

function NewSimulations() {
  const { preferences } = useUser();
  const change = useChangePreferences();
  return (
    <Section title="New simulations" description="What the form begins with.">
      <ProblemAlert error={change.error} />
      <Group align="flex-start" grow>
        <NumberInput
          label="Trials"
          placeholder="100,000"
          min={1}
          thousandSeparator=","
          allowDecimal={false}
          defaultValue={preferences.default_trials ?? ""}
          onBlur={(event) => {
            const value = Number(event.currentTarget.value.replaceAll(",", ""));
            change.mutate({ default_trials: value >= 1 ? value : null });
          }}
        />
        <Select
          label="Sampling"
          clearable
          placeholder="Random"
          value={preferences.default_sampling ?? null}
          onChange={(value) =>
            change.mutate({ default_sampling: value as Preferences["default_sampling"] })
          }
          data={[
            { value: "random", label: "Random" },
            { value: "lhs", label: "Latin hypercube" },
            { value: "sobol", label: "Sobol" },
          ]}
        />
      </Group>
    </Section>
  );
}

const channelNames: Record<Channel, string> = {
  in_app: "In the app",
  email: "Mail",
  sms: "Text message",
  push: "Browser",
  webhook: "Webhooks",
};

function NotificationSettings() {
  const client = useQueryClient();
  const query = useQuery(notificationPreferencesQuery);
  const save = useMutation({
    mutationFn: saveNotificationPreferences,
    onSuccess: (next) => client.setQueryData(notificationPreferencesQuery.queryKey, next),
    onError: notifyProblem,
  });
  if (query.isPending) return <PageLoading />;
  if (!query.data) return <ProblemAlert error={query.error} retry={() => void query.refetch()} />;
  const preferences = query.data;
  const channels = preferences.available_channels;
  const toggle = (event: NotificationPreferences["events"][number], channel: Channel) => {
    const next = event.channels.includes(channel)
      ? event.channels.filter((one) => one !== channel)
      : [...event.channels, channel];
    save.mutate({
      events: [{ event_type: event.event_type, channels: next }],
      quiet_hours: preferences.quiet_hours ?? null,
    });
  };
  const groups = [...new Set(preferences.events.map((event) => event.group))];
  return (
    <Section title="Notifications" description="What you are told of, and how.">
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              {channels.map((channel) => (
                <Table.Th key={channel} ta="center">
                  {channelNames[channel]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          {groups.map((group) => (
            <Table.Tbody key={group}>
              <Table.Tr>
                <Table.Th colSpan={channels.length + 1} scope="rowgroup">
                  <Text size="xs" c="dimmed">
                    {group}
                  </Text>
                </Table.Th>
              </Table.Tr>
              {preferences.events
                .filter((event) => event.group === group)
                .map((event) => (
                  <Table.Tr key={event.event_type}>
                    <Table.Td>{event.title}</Table.Td>
                    {channels.map((channel) => (
                      <Table.Td key={channel} ta="center">
                        <Checkbox
                          size="xs"
                          styles={{ body: { justifyContent: "center" } }}
                          aria-label={`${event.title}: ${channelNames[channel]}`}
                          checked={
                            event.channels.includes(channel) ||
                            event.mandatory_channels.includes(channel)
                          }
                          disabled={event.mandatory_channels.includes(channel) || save.isPending}
                          onChange={() => toggle(event, channel)}
                        />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
            </Table.Tbody>
          ))}
        </Table>
      </Table.ScrollContainer>
      <QuietHours
        preferences={preferences}
        onChange={(quiet_hours) => save.mutate({ events: [], quiet_hours })}
      />
    </Section>
  );
}

function QuietHours(props: {
  preferences: NotificationPreferences;
  onChange: (quiet: { from: string; to: string } | null) => void;
}) {
  const quiet = props.preferences.quiet_hours;
  return (
    <Stack gap="xs">
      <Switch
        label="Quiet hours"
        description="Nothing but the inbox, in your time zone."
        checked={Boolean(quiet)}
        onChange={(event) =>
          props.onChange(event.currentTarget.checked ? { from: "22:00", to: "07:00" } : null)
        }
      />
      {quiet && (
        <Group>
          <TextInput
            type="time"
            label="From"
            defaultValue={quiet.from}
            onBlur={(event) =>
              event.currentTarget.value &&
              props.onChange({ from: event.currentTarget.value, to: quiet.to })
            }
          />
          <TextInput
            type="time"
            label="To"
            defaultValue={quiet.to}
            onBlur={(event) =>
              event.currentTarget.value &&
              props.onChange({ from: quiet.from, to: event.currentTarget.value })
            }
          />
        </Group>
      )}
    </Stack>
  );
}
