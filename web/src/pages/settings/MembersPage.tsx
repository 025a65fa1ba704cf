import {
  Badge,
  Button,
  Group,
  Modal,
  Select,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  changeRole,
  invitationsQuery,
  invite,
  membersQuery,
  removeMember,
  revokeInvitation,
  rolesQuery,
} from "~/api/identity";
import type { Role } from "~/api/types";
import { ConfirmButton } from "~/components/ConfirmButton";
import { CopyField } from "~/components/CopyField";
import { notifyProblem } from "~/components/notify";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatAgo, formatDateTime } from "~/formatting/times";
import { useMay, useUser } from "~/shell/useUser";
import { Section } from "./Section";

const roleNames: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  analyst: "Analyst",
  viewer: "Viewer",
};
const HOUR_MS = 3_600_000;

/** It is known to the hour. */
function lastHere(time: string): string {
  return Date.now() - new Date(time).getTime() < HOUR_MS ? "within the hour" : formatAgo(time);
}

const mightiestFirst: readonly Role[] = ["owner", "admin", "analyst", "viewer"];

export function MembersPage() {
  const { principal } = useUser();
  const mayWrite = useMay("members:write");
  const tenantId = principal.tenant_id;
  if (!tenantId) return <Text>You belong to no organisation.</Text>;
  return (
    <>
      <MembersSection tenantId={tenantId} mayWrite={mayWrite} />
      {mayWrite && <InvitationsSection tenantId={tenantId} />}
      <RolesSection />
    </>
  );
}

function MembersSection({ tenantId, mayWrite }: { tenantId: string; mayWrite: boolean }) {
  const client = useQueryClient();
  const { principal } = useUser();
  const members = useQuery(membersQuery(tenantId));
  const refresh = () => client.invalidateQueries({ queryKey: ["members", tenantId] });
  const change = useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) =>
      changeRole(tenantId, userId, role),
    onSettled: refresh,
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: (userId: string) => removeMember(tenantId, userId),
    onSettled: refresh,
    onError: notifyProblem,
  });
  return (
    <Section title="Members">
      {members.isPending && <PageLoading />}
      <ProblemAlert error={members.error} retry={() => void members.refetch()} />
      {members.data && (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Member</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Last here</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">Actions</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.data.items.map((member) => (
                <Table.Tr key={member.user_id}>
                  <Table.Td>
                    <Text size="sm" fw={600}>
                      {member.name}
                      {member.user_id === principal.user_id && " (you)"}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {member.email}
                      {member.is_second_factor_enabled && ", second factor on"}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {mayWrite ? (
                      <Select
                        size="xs"
                        w={120}
                        aria-label={`Role of ${member.name}`}
                        allowDeselect={false}
                        value={member.role}
                        data={mightiestFirst.map((role) => ({
                          value: role,
                          label: roleNames[role],
                        }))}
                        onChange={(role) =>
                          role && change.mutate({ userId: member.user_id, role: role as Role })
                        }
                      />
                    ) : (
                      roleNames[member.role]
                    )}
                  </Table.Td>
                  <Table.Td>
                    {member.last_seen_at ? lastHere(member.last_seen_at) : "never"}
                  </Table.Td>
                  <Table.Td>
                    {mayWrite && member.user_id !== principal.user_id && (
                      <ConfirmButton
                        size="compact-sm"
                        aria-label={`Remove ${member.name}`}
                        question={`${member.name} can no longer see anything of this organisation. What they made stays.`}
                        confirm="Remove"
                        onConfirm={() => remove.mutate(member.user_id)}
                      >
                        Remove
                      </ConfirmButton>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

const invitationStates = {
  pending: { label: "sent", color: "ulam" },
  accepted: { label: "accepted", color: "leaf" },
  revoked: { label: "taken back", color: "gray" },
  expired: { label: "expired", color: "gray" },
} as const;

function InvitationsSection({ tenantId }: { tenantId: string }) {
  const client = useQueryClient();
  const invitations = useQuery(invitationsQuery(tenantId));
  const [opened, { open, close }] = useDisclosure();
  const refresh = () => client.invalidateQueries({ queryKey: ["invitations", tenantId] });
  const revoke = useMutation({
    mutationFn: (id: string) => revokeInvitation(tenantId, id),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  return (
    <Section title="Invitations">
      <Group>
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          Invite someone
        </Button>
      </Group>
      <ProblemAlert error={invitations.error} retry={() => void invitations.refetch()} />
      {invitations.data?.items.map((invitation) => (
        <Group key={invitation.id} justify="space-between">
          <div>
            <Text size="sm" component="div">
              {invitation.email}, {roleNames[invitation.role]}{" "}
              <Badge size="sm" variant="light" color={invitationStates[invitation.state].color}>
                {invitationStates[invitation.state].label}
              </Badge>
            </Text>
            <Text size="xs" c="dimmed">
              by {invitation.invited_by}, until {formatDateTime(invitation.expires_at)}
            </Text>
          </div>
          {invitation.state === "pending" && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              loading={revoke.isPending && revoke.variables === invitation.id}
              aria-label={`Take back the invitation of ${invitation.email}`}
              onClick={() => revoke.mutate(invitation.id)}
            >
              Take back
            </Button>
          )}
        </Group>
      ))}
      <Modal opened={opened} onClose={close} title="Invite someone">
        <InviteForm
          tenantId={tenantId}
          onClose={() => {
            close();
            void refresh();
          }}
        />
      </Modal>
    </Section>
  );
}

function InviteForm({ tenantId, onClose }: { tenantId: string; onClose: () => void }) {
  const { principal } = useUser();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("analyst");
  const [message, setMessage] = useState("");
  const send = useMutation({
    mutationFn: () =>
      invite(tenantId, { email: email.trim(), role, message: message.trim() || null }),
  });
  if (send.data) {
    return (
      <Stack>
        <Text size="sm">{send.data.invitation.email} has been mailed this link.</Text>
        <CopyField
          label="Invitation link"
          description="To pass on by other means; shown this once."
          value={send.data.url}
        />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    );
  }
  const ownRank = mightiestFirst.indexOf(principal.role ?? "viewer");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={send.error} />
        <TextInput
          label="Email"
          type="email"
          required
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label="Role"
          allowDeselect={false}
          value={role}
          onChange={(value) => value && setRole(value as Role)}
          data={mightiestFirst
            .filter((_, rank) => rank >= ownRank)
            .map((one) => ({ value: one, label: roleNames[one] }))}
        />
        <Textarea
          label="A word of welcome"
          autosize
          minRows={2}
          maxLength={1000}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending}>
            Send invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RolesSection() {
  const roles = useQuery(rolesQuery);
  if (!roles.data) return null;
  return (
    <Section title="What roles may do">
      {roles.data.roles.map((one) => (
        <div key={one.role}>
          <Text size="sm" fw={600}>
            {roleNames[one.role]}
          </Text>
          <Text size="sm" c="dimmed">
            {one.description}
          </Text>
        </div>
      ))}
    </Section>
  );
}
