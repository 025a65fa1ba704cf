import { AnchorLink } from "~/components/links";
import { Button, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { login } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";
import { useSignIn } from "./useSignIn";

const route = getRouteApi("/account/sign-in/link");

/**
 * Signs in with a one-time link. It waits for a click: mail programs open links to look at them, and
 * would use it up.
 */
export function LinkPage() {
  useDocumentTitle("Sign in · Ulam");
  const { token, return_to } = route.useSearch();
  const { attempt, secondFactor } = useSignIn({
    ask: () => login({ method: "link", token: token ?? "", session: "cookie" }),
    returnTo: return_to ?? "/settings/security",
  });
  if (secondFactor) return secondFactor;
  return (
    <Stack>
      <Title order={1}>Sign in with a link</Title>
      <ProblemAlert error={attempt.error} />
      {token ? (
        <>
          <Text size="sm">This link works once. Choose a password afterwards.</Text>
          <Button loading={attempt.isPending} onClick={() => attempt.mutate()}>
            Sign in
          </Button>
        </>
      ) : (
        <Text size="sm">The link is incomplete. Copy the whole address.</Text>
      )}
      <AnchorLink to="/sign-in" size="sm">
        Sign in with a password
      </AnchorLink>
    </Stack>
  );
}
