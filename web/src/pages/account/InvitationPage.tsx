import { AnchorLink, ButtonLink } from "~/components/links";
import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError } from "~/api/http";
import { acceptInvitation, currentUserQuery, invitationQuery } from "~/api/identity";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatDateTime } from "~/formatting/times";
import { NewPasswordInput } from "./NewPasswordInput";
import { useSignedIn } from "./useSignedIn";

const route = getRouteApi("/account/invitation");

export function InvitationPage() {
  useDocumentTitle("Invitation · Ulam");
  const { token = "" } = route.useSearch();
  const signedIn = useSignedIn("/");
  const invitation = useQuery(invitationQuery(token));
  const user = useQuery({ ...currentUserQuery, retry: false });
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: acceptInvitation, onSuccess: signedIn });

  if (invitation.isPending || user.isPending) return <PageLoading />;
  if (invitation.error) {
    return (
      <Stack>
        <Title order={1}>This invitation doesn't work</Title>
        <ProblemAlert error={invitation.error} retry={() => void invitation.refetch()} />
      </Stack>
    );
  }
  const { tenant_name, invited_by, email, role, expires_at, has_account } = invitation.data;
  const isSignedInAsInvited = user.data?.profile?.email.toLowerCase() === email.toLowerCase();
  const intro = (
    <>
      <Title order={1}>Join {tenant_name}</Title>
      <Text size="sm">
        {invited_by} invites <b>{email}</b> to work with them as {role}. The invitation ends{" "}
        {formatDateTime(expires_at)}.
      </Text>
      <ProblemAlert error={attempt.error} />
    </>
  );
  if (isSignedInAsInvited) {
    return (
      <Stack>
        {intro}
        <Button loading={attempt.isPending} onClick={() => attempt.mutate({ token })}>
          Join
        </Button>
      </Stack>
    );
  }
  if (has_account) {
    const back = `/invitation?token=${encodeURIComponent(token)}`;
    return (
      <Stack>
        {intro}
        <ButtonLink to="/sign-in" search={{ return_to: back }}>
          Sign in as {email}
        </ButtonLink>
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ token, name, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {intro}
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NewPasswordInput
          value={password}
          onChange={setPassword}
          error={
            attempt.error instanceof ApiError ? attempt.error.fieldMessage("password") : undefined
          }
        />
        <Button type="submit" loading={attempt.isPending}>
          Create account and join
        </Button>
        <AnchorLink to="/sign-in" size="sm">
          Sign in with another account
        </AnchorLink>
      </Stack>
    </form>
  );
}
