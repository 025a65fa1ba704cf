import { AnchorLink, ButtonLink } from "~/components/links";
import { Alert, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError } from "~/api/http";
import { confirmPasswordReset, requestPasswordReset } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";
import { NewPasswordInput } from "./NewPasswordInput";

const route = getRouteApi("/account/reset-password");

/** Without a token it asks for the address; the mailed link leads here with one. */
export function ResetPasswordPage() {
  useDocumentTitle("Reset password · Ulam");
  const { token } = route.useSearch();
  return token ? <ChooseForm token={token} /> : <RequestForm />;
}

function RequestForm() {
  const [email, setEmail] = useState("");
  const attempt = useMutation({ mutationFn: requestPasswordReset });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(email);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>Reset your password</Title>
        <ProblemAlert error={attempt.error} />
        {attempt.isSuccess ? (
          <Alert color="leaf" role="status">
            {attempt.data.message}
          </Alert>
        ) : (
          <>
            <Text size="sm">We mail you a link with which you choose a new one.</Text>
            <TextInput
              label="Email"
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </>
        )}
        <Group justify="space-between">
          <AnchorLink to="/sign-in" size="sm">
            Back to sign in
          </AnchorLink>
          {!attempt.isSuccess && (
            <Button type="submit" loading={attempt.isPending}>
              Mail me a link
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function ChooseForm({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: () => confirmPasswordReset(token, password) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  if (attempt.isSuccess) {
    return (
      <Stack>
        <Title order={1}>Your password is changed</Title>
        <Text size="sm">All your sessions have ended. Sign in with the new password.</Text>
        <ButtonLink to="/sign-in">Sign in</ButtonLink>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>Choose a new password</Title>
        <ProblemAlert error={attempt.error} />
        <NewPasswordInput
          label="New password"
          value={password}
          onChange={setPassword}
          error={
            attempt.error instanceof ApiError
              ? attempt.error.fieldMessage("new_password")
              : undefined
          }
        />
        <Group justify="flex-end">
          <Button type="submit" loading={attempt.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
