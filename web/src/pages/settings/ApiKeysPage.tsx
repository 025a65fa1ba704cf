import {
  Badge,
  Button,
  Checkbox,
  Group,
  Modal,
  Select,
  Stack,
  Table,
  Text,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiKeysQuery, createApiKey, revokeApiKey, rolesQuery } from "~/api/identity";
import type { CreateApiKey } from "~/api/types";
import { ConfirmButton } from "~/components/ConfirmButton";
import { CopyField } from "~/components/CopyField";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatAgo, formatDateTime } from "~/formatting/times";
import { useUser } from "~/shell/useUser";
import { Section } from "./Section";

export function ApiKeysPage() {
  const client = useQueryClient();
  const keys = useQuery(apiKeysQuery);
  const [opened, { open, close }] = useDisclosure();
  const refresh = () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
  const revoke = useMutation({
    mutationFn: revokeApiKey,
    onSuccess: () => {
      notifyDone("The key no longer works.");
      return refresh();
    },
    onError: notifyProblem,
  });
  const items = keys.data?.items ?? [];
  return (
    <Section
      title="API keys"
      description="For scripts and programs: the command line, CI, your own code."
    >
      <Group>
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          New API key
        </Button>
      </Group>
      {keys.isPending && <PageLoading />}
      <ProblemAlert error={keys.error} retry={() => void keys.refetch()} />
      {keys.data && items.length === 0 && (
        <Text size="sm" c="dimmed">
          No keys yet. A key does at most what you may do, and can be revoked at any time.
        </Text>
      )}
      {items.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Permissions</Table.Th>
                <Table.Th>Last used</Table.Th>
                <Table.Th>Ends</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">Actions</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((key) => (
                <Table.Tr key={key.id}>
                  <Table.Td>
                    <Text size="sm" fw={600}>
                      {key.name}
                    </Text>
                    <Text size="xs" className="formula" c="dimmed">
                      {key.prefix}…
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="xs">{key.permissions.join(", ")}</Text>
                  </Table.Td>
                  <Table.Td>
                    {key.last_used_at ? formatAgo(key.last_used_at) : "never"}
                    {key.last_used_ip && (
                      <Text size="xs" c="dimmed">
                        from {key.last_used_ip}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{key.expires_at ? formatDateTime(key.expires_at) : "never"}</Table.Td>
                  <Table.Td>
                    {key.revoked_at ? (
                      <Badge color="gray" variant="light">
                        revoked
                      </Badge>
                    ) : (
                      <ConfirmButton
                        size="compact-sm"
                        aria-label={`Revoke ${key.name}`}
                        question={`Whatever uses “${key.name}” stops working at once.`}
                        confirm="Revoke it"
                        onConfirm={() => revoke.mutate(key.id)}
                      >
                        Revoke
                      </ConfirmButton>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Modal opened={opened} onClose={close} title="New API key" size="lg">
        <NewKey
          onClose={() => {
            close();
            void refresh();
          }}
        />
      </Modal>
    </Section>
  );
}

const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
  { value: "never", label: "for ever" },
];

function NewKey({ onClose }: { onClose: () => void }) {
  const { principal } = useUser();
  const roles = useQuery(rolesQuery);
  const [name, setName] = useState("");
  const [permissions, setPermissions] = useState<string[]>([]);
  const [lifetime, setLifetime] = useState("90");
  const [addresses, setAddresses] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: () =>
      createApiKey({
        name: name.trim(),
        permissions: permissions as CreateApiKey["permissions"],
        allowed_ips: addresses,
        expires_at:
          lifetime === "never"
            ? null
            : new Date(Date.now() + Number(lifetime) * 86_400_000).toISOString(),
      }),
  });
  if (create.data) {
    return (
      <Stack>
        <Text size="sm">
          This is the key. It is shown this once: copy it now, and keep it as you keep a password.
        </Text>
        <CopyField label={`API key “${create.data.key.name}”`} value={create.data.secret} />
        <Group justify="flex-end">
          <Button onClick={onClose}>I have copied it</Button>
        </Group>
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const meaning = (permission: string) =>
    roles.data?.permissions.find((one) => one.permission === permission)?.description;
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={create.error} />
        <TextInput
          label="Name"
          description="What it is for, such as “nightly build”."
          required
          data-autofocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group
          label="What it may do"
          description="At most what you may do yourself."
          value={permissions}
          onChange={setPermissions}
        >
          <Stack gap={6} mt="xs">
            {principal.permissions.map((permission) => (
              <Checkbox
                key={permission}
                size="xs"
                value={permission}
                label={permission}
                description={meaning(permission)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label="It works for"
          allowDeselect={false}
          data={lifetimes}
          value={lifetime}
          onChange={(value) => value && setLifetime(value)}
        />
        <TagsInput
          label="Only from these addresses"
          description="Such as 203.0.113.0/24. Left empty, from anywhere."
          value={addresses}
          onChange={setAddresses}
        />
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={create.isPending}
            disabled={name.trim() === "" || permissions.length === 0}
          >
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
