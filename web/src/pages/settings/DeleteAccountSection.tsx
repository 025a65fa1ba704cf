import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { deleteAccount } from "~/api/account";
import { ApiError } from "~/api/http";
import type { Profile } from "~/api/types";
import { ProblemAlert } from "~/components/ProblemAlert";
import { forgetDrafts } from "~/pages/workbook/draftStorage";
import { Section } from "./Section";

export interface DeleteAccountProps {
  profile: Pick<Profile, "email" | "has_password">;
  /** Leaves for where those go who aren't signed in. */
  onDeleted?: () => void;
}

/** The end of an account: it says what goes, and asks for the password. */
export function DeleteAccountSection({ profile, onDeleted }: DeleteAccountProps) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <Section
      title="Delete your account"
      description="Your profile, sessions and API keys go at once, and so does every organisation in which you are the only member, with its files and results. What you made in others stays there."
    >
      <Group>
        <Button color="red" variant="light" onClick={open}>
          Delete my account
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title="Delete your account" size="md">
        <DeleteForm profile={profile} onDeleted={onDeleted} onKeep={close} />
      </Modal>
    </Section>
  );
}

function DeleteForm(props: DeleteAccountProps & { onKeep: () => void }) {
  const { profile } = props;
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [isSure, setIsSure] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteAccount(password),
    onSuccess: () => {
      forgetDrafts();
      client.clear();
      if (props.onDeleted) props.onDeleted();
      else window.location.assign("/sign-in");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  const wrongPassword =
    remove.error instanceof ApiError ? remove.error.fieldMessage("password") : undefined;
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={remove.error} title="The account is still there" />
        <Text size="sm">
          This deletes the account of <b>{profile.email}</b>. Nobody can bring it back.
        </Text>
        {profile.has_password && (
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            required
            data-autofocus
            value={password}
            error={wrongPassword}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        )}
        <Checkbox
          label="I have downloaded what I want to keep"
          checked={isSure}
          onChange={(event) => setIsSure(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onKeep}>
            Keep my account
          </Button>
          <Button
            type="submit"
            color="red"
            disabled={!isSure || (profile.has_password && password === "")}
            loading={remove.isPending}
          >
            Delete for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
