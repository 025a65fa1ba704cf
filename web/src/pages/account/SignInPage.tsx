import { AnchorLink } from "~/components/links";
import {
  Alert,
  Button,
  Divider,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useDocumentTitle } from "@mantine/hooks";
import { pathWithQuery } from "~/api/http";
import { login, signInOptionsQuery } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";
import { safeReturnTo } from "~/components/returnTo";
import { useSignIn } from "./useSignIn";

const route = getRouteApi("/account/sign-in");

/**
 * The challenge for the second factor with which a provider's sign-in comes back. It stands in the
 * address's fragment, so that no server and no log gets to see it.
 */
function challengeInFragment(): string | undefined {
  return new URLSearchParams(window.location.hash.slice(1)).get("second-factor") ?? undefined;
}

export function SignInPage() {
  useDocumentTitle("Sign in · Ulam");
  const search = route.useSearch();
  const options = useQuery(signInOptionsQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [challenge] = useState(challengeInFragment);
  useEffect(() => {
    if (challengeInFragment() === undefined) return;
    // Not into the history: it works once.
    const { pathname, search: query } = window.location;
    window.history.replaceState(window.history.state, "", pathname + query);
  }, []);
  const { attempt, secondFactor } = useSignIn({
    ask: login,
    returnTo: search.return_to,
    challenge,
    onBack: () => setPassword(""),
  });
  if (secondFactor) return secondFactor;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate({ method: "password", email, password, session: "cookie" });
  };
  const returnTo = safeReturnTo(search.return_to);
  const offersPassword = options.data?.password ?? true;
  return (
    <Stack>
      <Title order={1}>Sign in</Title>
      <ProblemAlert error={attempt.error} />
      {search.error && !attempt.error && (
        <Alert color="yellow" role="alert" title="The provider didn't sign you in">
          Try again, or use another way. If it stays so, ask an admin of your organisation.
        </Alert>
      )}
      {offersPassword && (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label="Email"
              type="email"
              name="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Group justify="space-between">
              <AnchorLink to="/reset-password" size="sm">
                Forgot your password?
              </AnchorLink>
              <Button type="submit" loading={attempt.isPending}>
                Sign in
              </Button>
            </Group>
          </Stack>
        </form>
      )}
      {(options.data?.providers.length || options.data?.demo) && <Divider label="or" />}
      {options.data?.providers.map((provider) => (
        <Button
          key={provider.provider}
          variant="default"
          component="a"
          href={pathWithQuery(`/api/v2/auth/oidc/${encodeURIComponent(provider.provider)}/start`, {
            return_to: returnTo,
          })}
        >
          Continue with {provider.label}
        </Button>
      ))}
      {options.data?.demo && (
        <Button
          variant="default"
          loading={attempt.isPending && attempt.variables.method === "demo"}
          onClick={() => attempt.mutate({ method: "demo", session: "cookie" })}
        >
          Look around as the demo user
        </Button>
      )}
      {options.data?.registration !== false && (
        <Text size="sm">
          New here?{" "}
          <AnchorLink to="/register" search={{ return_to: search.return_to }} size="sm">
            Create an account
          </AnchorLink>
        </Text>
      )}
    </Stack>
  );
}
