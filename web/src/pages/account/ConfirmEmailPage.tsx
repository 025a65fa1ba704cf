import { AnchorLink } from "~/components/links";
import { Button, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { confirmEmail } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";
import { useSignIn } from "./useSignIn";

const route = getRouteApi("/account/confirm-email");

export function ConfirmEmailPage() {
  useDocumentTitle("Confirm your address · Ulam");
  const { token, return_to } = route.useSearch();
  const { attempt, secondFactor } = useSignIn({
    ask: () => confirmEmail(token ?? ""),
    returnTo: return_to,
  });
  if (secondFactor) return secondFactor;
  return (
    <Stack>
      <Title order={1}>Confirm your address</Title>
      <ProblemAlert error={attempt.error} />
      <Text size="sm">
        {token ? "One click, and you are in." : "The link is incomplete. Copy the whole address."}
      </Text>
      {token && (
        <Button loading={attempt.isPending} onClick={() => attempt.mutate()}>
          Confirm and sign in
        </Button>
      )}
      <AnchorLink to="/sign-in" size="sm">
        Back to sign in
      </AnchorLink>
    </Stack>
  );
}
