import { Anchor, Button, Group, PinInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { login } from "~/api/identity";
import { ProblemAlert } from "~/components/ProblemAlert";

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export function SecondFactorForm(props: {
  challenge: string;
  onSignedIn: () => void;
  onBack: () => void;
}) {
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const attempt = useMutation({
    mutationFn: (given: string) =>
      login({ method: "second_factor", challenge: props.challenge, code: given.trim() }),
    onSuccess: () => props.onSignedIn(),
    onError: () => setCode(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>Second factor</Title>
        <ProblemAlert error={attempt.error} />
        {recovery ? (
          <TextInput
            label="Recovery code"
            description="One of the codes that you wrote down. Each works once."
            autoComplete="one-time-code"
            autoFocus
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : (
          <div>
            <Text size="sm" mb={6} id="code-label">
              The six digits that your authenticator app shows
            </Text>
            <PinInput
              length={6}
              type="number"
              oneTimeCode
              autoFocus
              aria-label="Authentication code"
              value={code}
              onChange={setCode}
              onComplete={(complete) => attempt.mutate(complete)}
            />
          </div>
        )}
        <Group justify="space-between">
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              setRecovery(!recovery);
              setCode("");
            }}
          >
            {recovery ? "Use the authenticator app" : "Use a recovery code"}
          </Anchor>
          <Group gap="xs">
            <Button variant="default" onClick={props.onBack}>
              Back
            </Button>
            <Button type="submit" loading={attempt.isPending} disabled={code === ""}>
              Continue
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
