import { AnchorLink } from "~/components/links";
import { Button, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { confirmEmail } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";
import { SecondFactorForm } from "./SecondFactorForm";
import { useSignedIn } from "./useSignedIn";

const route = getRouteApi("/account/confirm-email");

export function ConfirmEmailPage() {
  useDocumentTitle("Confirm your address · Ulam");
  const { token, return_to } = route.useSearch();
  const signedIn = useSignedIn(return_to);
  const [challenge, setChallenge] = useState<string>();
  const attempt = useMutation({
    mutationFn: () => confirmEmail(token ?? ""),
    onSuccess: (answer) => {
      if (answer.status === "second_factor_required") setChallenge(answer.challenge);
      else signedIn();
    },
  });
  if (challenge) {
    return (
      <SecondFactorForm
        challenge={challenge}
        onSignedIn={signedIn}
        onBack={() => setChallenge(undefined)}
      />
    );
  }
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
