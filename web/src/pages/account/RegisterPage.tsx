import { AnchorLink } from "~/components/links";
import { Alert, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError } from "~/api/http";
import { register } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";
import { NewPasswordInput } from "./NewPasswordInput";
import { useSignedIn } from "./useSignedIn";

const route = getRouteApi("/account/register");

export function RegisterPage() {
  useDocumentTitle("Create an account · Ulam");
  const search = route.useSearch();
  const signedIn = useSignedIn(search.return_to);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [organization, setOrganization] = useState("");
  const [password, setPassword] = useState("");
  const [mailed, setMailed] = useState<string>();
  const attempt = useMutation({
    mutationFn: register,
    onSuccess: (answer) => {
      if (answer.status === "signed_in") signedIn();
      else setMailed(answer.message);
    },
  });
  const fieldError = (field: string) =>
    attempt.error instanceof ApiError ? attempt.error.fieldMessage(field) : undefined;
  if (mailed) {
    return (
      <Stack>
        <Title order={1}>Look into your mail</Title>
        <Alert color="leaf" role="status">
          {mailed}
        </Alert>
        <AnchorLink to="/sign-in" size="sm">
          Back to sign in
        </AnchorLink>
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({
      name,
      email,
      password,
      organization: organization.trim() || null,
      invitation_token: search.token ?? null,
      session: "cookie",
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>Create an account</Title>
        <ProblemAlert error={attempt.error} />
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          autoFocus
          value={name}
          error={fieldError("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          required
          value={email}
          error={fieldError("email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {!search.token && (
          <TextInput
            label="Organisation"
            description="Optional: what you share with colleagues later."
            autoComplete="organization"
            value={organization}
            error={fieldError("organization")}
            onChange={(event) => setOrganization(event.currentTarget.value)}
          />
        )}
        <NewPasswordInput value={password} onChange={setPassword} error={fieldError("password")} />
        <Group justify="space-between">
          <Text size="sm">
            Have an account?{" "}
            <AnchorLink to="/sign-in" search={{ return_to: search.return_to }} size="sm">
              Sign in
            </AnchorLink>
          </Text>
          <Button type="submit" loading={attempt.isPending}>
            Create account
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
