import {
  Alert,
  Badge,
  Button,
  Code,
  Group,
  Modal,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { renderSVG } from "uqr";
import {
  confirmTotp,
  disableSecondFactor,
  enrolTotp,
  renewRecoveryCodes,
  secondFactorQuery,
} from "~/api/identity";
import type { TotpEnrolment } from "~/api/types";
import { CopyField } from "~/components/CopyField";
import { download } from "~/components/download";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatDateTime } from "~/formatting/times";
import { Section } from "./Section";

/** A code of an authenticator app beside the password. */
export function SecondFactorSection() {
  const client = useQueryClient();
  const status = useQuery(secondFactorQuery);
  const [codes, setCodes] = useState<readonly string[]>();
  const [asking, setAsking] = useState<"disable" | "renew">();
  const enrol = useMutation({ mutationFn: enrolTotp });
  const refresh = () => {
    enrol.reset();
    void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
    void client.invalidateQueries({ queryKey: ["user"] });
  };
  return (
    <Section
      title="Second factor"
      description="Whoever learns your password still can't sign in without your telephone."
    >
      <ProblemAlert error={status.error} retry={() => void status.refetch()} />
      <ProblemAlert error={enrol.error} />
      {status.data?.is_enabled && (
        <Stack gap="xs" align="flex-start">
          <Badge color="leaf" variant="light">
            On
            {status.data.enabled_at && ` since ${formatDateTime(status.data.enabled_at)}`}
          </Badge>
          <Text size="sm">{status.data.recovery_codes_left} recovery codes are left.</Text>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setAsking("renew")}>
              New recovery codes
            </Button>
            {!status.data.is_required && (
              <Button size="xs" variant="subtle" color="red" onClick={() => setAsking("disable")}>
                Switch off
              </Button>
            )}
          </Group>
        </Stack>
      )}
      {status.data && !status.data.is_enabled && !enrol.data && (
        <Stack gap="xs" align="flex-start">
          {status.data.is_required && (
            <Alert color="yellow">Your organisation requires a second factor.</Alert>
          )}
          <Button loading={enrol.isPending} onClick={() => enrol.mutate()}>
            Set up an authenticator app
          </Button>
        </Stack>
      )}
      {enrol.data && (
        <Enrolment
          enrolment={enrol.data}
          onDone={(next) => {
            setCodes(next);
            refresh();
          }}
          onCancel={() => enrol.reset()}
        />
      )}
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />
      <AskCode
        purpose={asking}
        onClose={() => setAsking(undefined)}
        onDone={(next) => {
          setAsking(undefined);
          if (next) setCodes(next);
          refresh();
        }}
      />
    </Section>
  );
}

function Enrolment(props: {
  enrolment: TotpEnrolment;
  onDone: (codes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { enrolment } = props;
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmTotp(code.trim()),
    onSuccess: (answer) => props.onDone(answer.codes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  // Drawn here from the address: no markup of the answer is put into the page.
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(enrolment.otpauth_uri))}`;
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">1. Scan this with your authenticator app, or type the key.</Text>
        <img className="qr" src={picture} alt="QR code for the authenticator app" />
        <CopyField label="Key" value={enrolment.secret} />
        <TextInput
          label="2. Type the six digits that it shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maxLength={6}
          w={220}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <ProblemAlert error={confirm.error} />
        <Group gap="xs">
          <Button type="submit" loading={confirm.isPending} disabled={code.trim().length !== 6}>
            Switch on
          </Button>
          <Button variant="default" onClick={props.onCancel}>
            Not now
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RecoveryCodesDialog(props: { codes: readonly string[] | undefined; onClose: () => void }) {
  const codes = props.codes ?? [];
  return (
    <Modal
      opened={props.codes !== undefined}
      onClose={props.onClose}
      title="Your recovery codes"
      closeOnClickOutside={false}
    >
      <Stack>
        <Text size="sm">
          Each stands in once for the app, should you lose your telephone. They are shown this once:
          keep them somewhere safe.
        </Text>
        <SimpleGrid cols={2} spacing="xs">
          {codes.map((code) => (
            <Code key={code}>{code}</Code>
          ))}
        </SimpleGrid>
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() =>
              download(
                new Blob([`${codes.join("\n")}\n`], { type: "text/plain" }),
                "ulam-recovery-codes.txt",
              )
            }
          >
            Save as a file
          </Button>
          <Button onClick={props.onClose}>I have kept them</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function AskCode(props: {
  purpose: "disable" | "renew" | undefined;
  onClose: () => void;
  onDone: (codes?: readonly string[]) => void;
}) {
  const { purpose } = props;
  const [code, setCode] = useState("");
  const run = useMutation({
    mutationFn: async () => {
      if (purpose === "renew") return (await renewRecoveryCodes(code.trim())).codes;
      await disableSecondFactor(code.trim());
      return undefined;
    },
    onSuccess: (codes) => {
      setCode("");
      props.onDone(codes);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <Modal
      opened={purpose !== undefined}
      onClose={props.onClose}
      title={purpose === "renew" ? "New recovery codes" : "Switch the second factor off"}
    >
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={run.error} />
          <TextInput
            label="A code of your authenticator app"
            autoComplete="one-time-code"
            required
            data-autofocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button
              type="submit"
              color={purpose === "disable" ? "red" : undefined}
              loading={run.isPending}
            >
              {purpose === "renew" ? "Make new codes" : "Switch off"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
