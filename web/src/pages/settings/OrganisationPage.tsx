import {
  Alert,
  Button,
  Group,
  Modal,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { deleteTenant, setAllowedAddresses } from "~/api/account";
import { createTenant, currentUserQuery, updateTenant } from "~/api/identity";
import type { Tenant } from "~/api/types";
import { notifyDone, notifyProblem } from "~/components/notify";
import { ProblemAlert } from "~/components/ProblemAlert";
import { plural } from "~/formatting/numbers";
import { useMay, useUser } from "~/shell/useUser";
import { isAddressRange, splitAddresses } from "./addresses";
import { Section } from "./Section";

/** The organisation that one works in: its name, who may come in how, and its end. */
export function OrganisationPage() {
  const { principal, tenants } = useUser();
  const mayAdmin = useMay("tenant:admin");
  const tenant = tenants.find((one) => one.id === principal.tenant_id);
  if (!tenant) return <Text>You belong to no organisation.</Text>;
  return (
    <>
      <NameSection tenant={tenant} mayAdmin={mayAdmin} />
      {mayAdmin && <AccessSection tenant={tenant} />}
      {mayAdmin && tenant.role === "owner" && <DeleteSection tenant={tenant} />}
    </>
  );
}

function NameSection({ tenant, mayAdmin }: { tenant: Tenant; mayAdmin: boolean }) {
  const client = useQueryClient();
  const [name, setName] = useState(tenant.name);
  const [opened, { open, close }] = useDisclosure();
  const rename = useMutation({
    mutationFn: () => updateTenant(tenant.id, { name: name.trim() }),
    onSuccess: () => client.invalidateQueries({ queryKey: currentUserQuery.queryKey }),
    onError: notifyProblem,
  });
  return (
    <Section
      title="Organisation"
      description={`${plural(tenant.member_count, "member")}. Plan: ${tenant.plan}.`}
    >
      {mayAdmin ? (
        <Group align="flex-end">
          <TextInput
            label="Name"
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button
            variant="default"
            disabled={name.trim() === "" || name === tenant.name}
            loading={rename.isPending}
            onClick={() => rename.mutate()}
          >
            Rename
          </Button>
        </Group>
      ) : (
        <Text>{tenant.name}</Text>
      )}
      <Group>
        <Button size="xs" variant="default" onClick={open}>
          Create another organisation
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title="Create an organisation">
        <NewTenant onClose={close} />
      </Modal>
    </Section>
  );
}

/** How members may sign in, and from where. */
function AccessSection({ tenant }: { tenant: Tenant }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: currentUserQuery.queryKey });
  const [typed, setTyped] = useState(tenant.allowed_ips.join("\n"));
  const addresses = splitAddresses(typed);
  const wrong = addresses.filter((address) => !isAddressRange(address));
  const isChanged = addresses.join() !== tenant.allowed_ips.join();
  const require = useMutation({
    mutationFn: (requires_second_factor: boolean) =>
      updateTenant(tenant.id, { requires_second_factor }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const limit = useMutation({
    mutationFn: () => setAllowedAddresses(tenant.id, addresses),
    onSuccess: () => {
      notifyDone(
        addresses.length === 0
          ? "Members may come from anywhere."
          : "Members may come from these addresses only.",
      );
      return refresh();
    },
  });
  return (
    <Section title="Sign-in" description="What this organisation asks of its members.">
      <Switch
        label="Members need a second factor"
        description="Who has none yet sets one up at the next sign-in."
        checked={tenant.requires_second_factor}
        disabled={require.isPending}
        onChange={(event) => require.mutate(event.currentTarget.checked)}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          limit.mutate();
        }}
      >
        <Stack gap="xs">
          <ProblemAlert error={limit.error} />
          <Textarea
            label="Addresses that members may come from"
            description="One a line, as 192.0.2.0/24. Empty: from anywhere."
            autosize
            minRows={2}
            value={typed}
            error={wrong.length > 0 && `Not an address or a range: ${wrong.slice(0, 3).join(", ")}`}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {isChanged && addresses.length > 0 && wrong.length === 0 && (
            <Alert color="yellow" variant="light">
              Check that your own address is among them: otherwise you lock yourself out.
            </Alert>
          )}
          <Group justify="flex-end">
            <Button
              type="submit"
              variant="default"
              disabled={!isChanged || wrong.length > 0}
              loading={limit.isPending}
            >
              Save addresses
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function DeleteSection({ tenant }: { tenant: Tenant }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <Section
      title="Delete the organisation"
      description="Its files, workbooks, simulations and results go with it, for all members."
    >
      <Group>
        <Button color="red" variant="light" onClick={open}>
          Delete {tenant.name}
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title={`Delete ${tenant.name}`}>
        <DeleteForm tenant={tenant} onKeep={close} />
      </Modal>
    </Section>
  );
}

function DeleteForm({ tenant, onKeep }: { tenant: Tenant; onKeep: () => void }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => deleteTenant(tenant.id),
    // Sessions that work there have ended, this one too.
    onSuccess: () => {
      client.clear();
      window.location.assign("/sign-in");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === tenant.name) remove.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={remove.error} title="The organisation is still there" />
        <Text size="sm">
          {plural(tenant.member_count, "member loses", "members lose")} everything in{" "}
          <b>{tenant.name}</b>. Nobody can bring it back.
        </Text>
        <TextInput
          label={`Type ${tenant.name} to go on`}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onKeep}>
            Keep it
          </Button>
          <Button
            type="submit"
            color="red"
            disabled={typed.trim() !== tenant.name}
            loading={remove.isPending}
          >
            Delete for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function NewTenant({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => createTenant(name.trim()),
    onSuccess: (tenant) => {
      void client.invalidateQueries({ queryKey: currentUserQuery.queryKey });
      notifyDone(`${tenant.name} is created. Switch to it at the top left.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={create.error} />
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
