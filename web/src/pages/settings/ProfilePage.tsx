import { Alert, Button, Group, Progress, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError } from "~/api/http";
import { currentUserQuery, saveProfile, usageQuery } from "~/api/identity";
import type { CurrentUser, Profile, UsageReport } from "~/api/types";
import { notifyDone } from "~/components/notify";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatBytes, formatCount, formatDuration } from "~/formatting/numbers";
import { formatDate, formatDateTime } from "~/formatting/times";
import { useUser } from "~/shell/useUser";
import { DeleteAccountSection } from "./DeleteAccountSection";
import { Section } from "./Section";

const timeZones = Intl.supportedValuesOf("timeZone");

export function ProfilePage() {
  const { profile } = useUser();
  return (
    <>
      {profile ? (
        <ProfileForm profile={profile} />
      ) : (
        <Alert color="gray">Only people have a profile.</Alert>
      )}
      <Usage />
      {profile && <DeleteAccountSection profile={profile} />}
    </>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const client = useQueryClient();
  const [name, setName] = useState(profile.name);
  const [timeZone, setTimeZone] = useState(profile.time_zone);
  const [phone, setPhone] = useState(profile.phone ?? "");
  const save = useMutation({
    mutationFn: () => saveProfile({ name, time_zone: timeZone, phone }),
    onSuccess: (next) => {
      client.setQueryData<CurrentUser>(
        currentUserQuery.queryKey,
        (user) =>
          user && { ...user, profile: next, principal: { ...user.principal, name: next.name } },
      );
      notifyDone("Your profile is saved.");
    },
  });
  const fieldError = (field: string) =>
    save.error instanceof ApiError ? save.error.fieldMessage(field) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Section title="Profile" description={`Registered ${formatDateTime(profile.created_at)}.`}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={save.error} />
          <TextInput
            label="Email"
            value={profile.email}
            readOnly
            description={profile.is_email_confirmed ? "Confirmed." : "Not confirmed yet."}
          />
          <TextInput
            label="Name"
            required
            autoComplete="name"
            value={name}
            error={fieldError("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            data={timeZones.includes(timeZone) ? timeZones : [timeZone, ...timeZones]}
            value={timeZone}
            error={fieldError("time_zone")}
            onChange={(value) => value && setTimeZone(value)}
          />
          <TextInput
            label="Telephone"
            description="For messages, as +44 20 7946 0000. Optional."
            type="tel"
            autoComplete="tel"
            value={phone}
            error={fieldError("phone")}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

type UsageItem = UsageReport["items"][number];

const metrics: Partial<Record<UsageItem["metric"], [string, (value: number) => string]>> = {
  storage_bytes: ["Storage", formatBytes],
  files: ["Files", formatCount],
  simulations: ["Simulations", formatCount],
  trials: ["Trials", formatCount],
  compute_seconds: ["Computing", formatDuration],
  exports: ["Exports", formatCount],
};

function Usage() {
  const usage = useQuery(usageQuery);
  if (!usage.data) return <ProblemAlert error={usage.error} retry={() => void usage.refetch()} />;
  return (
    <Section
      title="Usage"
      description={`Since ${formatDate(usage.data.period_start)}; counted anew from ${formatDate(usage.data.period_end)}.`}
    >
      {usage.data.items.map((item) => {
        const [label, format] = metrics[item.metric] ?? [
          item.metric.replaceAll("_", " "),
          formatCount,
        ];
        return (
          <div key={item.metric}>
            <Group justify="space-between">
              <Text size="sm">{label}</Text>
              <Text size="sm" c="dimmed">
                {format(item.used)} by you, {format(item.used_by_tenant)} by all
                {typeof item.limit === "number" && ` of ${format(item.limit)}`}
              </Text>
            </Group>
            {typeof item.limit === "number" && item.limit > 0 && (
              <Progress
                size="sm"
                value={(item.used_by_tenant / item.limit) * 100}
                aria-label={label}
              />
            )}
          </div>
        );
      })}
    </Section>
  );
}
