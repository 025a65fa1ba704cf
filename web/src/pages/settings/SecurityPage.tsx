import { Badge, Button, Group, PasswordInput, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError } from "~/api/http";
import { changePassword, endSession, logout, sessionsQuery } from "~/api/identity";
import { ConfirmButton } from "~/components/ConfirmButton";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatAgo } from "~/formatting/times";
import { NewPasswordInput } from "~/pages/account/NewPasswordInput";
import { useUser } from "~/shell/useUser";
import { SecondFactorSection } from "./SecondFactorSection";
import { Section } from "./Section";

export function SecurityPage() {
  return (
    <>
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </>
  );
}

function PasswordSection() {
  const { profile } = useUser();
  const client = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      notifyDone("Your password is changed. All other sessions have ended.");
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      void client.invalidateQueries({ queryKey: ["user"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={profile?.has_password === false ? "Set a password" : "Password"}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={change.error} />
          {/* Password managers match the change to an account by its name. */}
          <input
            type="hidden"
            name="username"
            autoComplete="username"
            value={profile?.email ?? ""}
            readOnly
          />
          {profile?.has_password !== false && (
            <PasswordInput
              label="Present password"
              autoComplete="current-password"
              required
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
            />
          )}
          <NewPasswordInput
            label="New password"
            value={next}
            onChange={setNext}
            error={
              change.error instanceof ApiError
                ? change.error.fieldMessage("new_password")
                : undefined
            }
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

const methods = { password: "password", oidc: "a provider", link: "a link", demo: "the demo" };

function SessionsSection() {
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const refresh = () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const end = useMutation({ mutationFn: endSession, onSuccess: refresh, onError: notifyProblem });
  const endAll = useMutation({
    mutationFn: () => logout(true),
    onSuccess: () => {
      client.clear();
      window.location.assign("/sign-in");
    },
    onError: notifyProblem,
  });
  return (
    <Section title="Sessions" description="Where you are signed in.">
      {sessions.isPending && <PageLoading />}
      <ProblemAlert error={sessions.error} retry={() => void sessions.refetch()} />
      {sessions.data && (
        <Table.ScrollContainer minWidth={520}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Device</Table.Th>
                <Table.Th>Address</Table.Th>
                <Table.Th>Last used</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">Actions</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sessions.data.items.map((session) => (
                <Table.Tr key={session.id}>
                  <Table.Td>
                    <Text size="sm">{session.device}</Text>
                    <Text size="xs" c="dimmed">
                      by {methods[session.method]}, {formatAgo(session.created_at)}
                    </Text>
                  </Table.Td>
                  <Table.Td>{session.ip_address ?? "unknown"}</Table.Td>
                  <Table.Td>{formatAgo(session.last_used_at)}</Table.Td>
                  <Table.Td>
                    {session.is_current ? (
                      <Badge variant="light">this one</Badge>
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        loading={end.isPending && end.variables === session.id}
                        onClick={() => end.mutate(session.id)}
                        aria-label={`End the session on ${session.device}`}
                      >
                        End
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Group>
        <ConfirmButton
          variant="light"
          question="You are signed out everywhere, here too."
          confirm="Sign out everywhere"
          loading={endAll.isPending}
          onConfirm={() => endAll.mutate()}
        >
          Sign out everywhere
        </ConfirmButton>
      </Group>
    </Section>
  );
}
