import {
  ActionIcon,
  Button,
  Divider,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type UseQueryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { pathWithQuery } from "~/api/http";
import type { Access, SetShares, Shares, ShareSubject } from "~/api/types";
import { formatDateTime } from "~/formatting/times";
import { CopyField } from "./CopyField";
import { PageLoading } from "./PageLoading";
import { ProblemAlert } from "./ProblemAlert";

export interface ShareDialogProps {
  opened: boolean;
  onClose: () => void;
  /** What is shared, by name. */
  what: string;
  /** What the link leads to: `{ result: id }`. */
  linkQuery: Record<string, string>;
  query: UseQueryOptions<Shares, Error, Shares, string[]>;
  onSave: (shares: SetShares) => Promise<Shares>;
  /** Nothing can be looked at by those without an account, so no link is offered. */
  membersOnly?: boolean;
}

const accessWords: Record<Access, string> = {
  view: "may see",
  comment: "may comment",
  edit: "may change",
  manage: "may share and delete",
};

const lifetimes: Record<string, number | undefined> = {
  "7": 7,
  "30": 30,
  "90": 90,
  never: undefined,
};

function expiry(days: number | undefined): string | null {
  return days === undefined ? null : new Date(Date.now() + days * 86_400_000).toISOString();
}

/** With whom something is shared: members, and a link that needs no account. */
export function ShareDialog(props: ShareDialogProps) {
  const { opened, onClose, what } = props;
  const shares = useQuery({ ...props.query, enabled: opened });
  return (
    <Modal opened={opened} onClose={onClose} title={`Share “${what}”`} size="lg">
      {shares.isPending && <PageLoading />}
      <ProblemAlert error={shares.error} retry={() => void shares.refetch()} />
      {shares.data && <ShareForm {...props} shares={shares.data} />}
    </Modal>
  );
}

function grantsOf(shares: Shares): NonNullable<SetShares["grants"]> {
  return shares.grants.map((grant) => ({
    subject: grant.subject,
    access: grant.access,
    expires_at: grant.expires_at ?? null,
  }));
}

function subjectLabel(subject: ShareSubject): string {
  if (subject.kind === "email") return subject.email;
  if (subject.kind === "role") return `All ${subject.role}s`;
  return subject.kind === "tenant" ? "Everybody in the organisation" : subject.user_id;
}

function ShareForm(props: ShareDialogProps & { shares: Shares }) {
  const { shares } = props;
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [access, setAccess] = useState<Access>("view");
  const [lifetime, setLifetime] = useState("30");
  // The token is only in the answer that made the link.
  const [token, setToken] = useState<string>();
  const save = useMutation({
    mutationFn: props.onSave,
    onSuccess: (next) => {
      client.setQueryData(props.query.queryKey, next);
      if (next.link?.token) setToken(next.link.token);
      if (!next.link) setToken(undefined);
    },
  });
  const keptLink = shares.link ? { expires_at: shares.link.expires_at ?? null } : null;
  const add = (event: FormEvent) => {
    event.preventDefault();
    const subject: ShareSubject = { kind: "email", email: email.trim() };
    save.mutate(
      { grants: [...grantsOf(shares), { subject, access }], link: keptLink, notify: true },
      { onSuccess: () => setEmail("") },
    );
  };
  const makeLink = (renew: boolean) =>
    save.mutate({
      grants: grantsOf(shares),
      link: { expires_at: expiry(lifetimes[lifetime]), renew },
    });
  const address =
    token &&
    new URL(
      pathWithQuery(`/shared/${encodeURIComponent(token)}`, props.linkQuery),
      window.location.origin,
    ).href;
  return (
    <Stack>
      <ProblemAlert error={save.error} />
      <form onSubmit={add}>
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            label="Share with a member"
            placeholder="Mail address"
            type="email"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Select
            aria-label="Access"
            w={170}
            allowDeselect={false}
            value={access}
            onChange={(value) => value && setAccess(value as Access)}
            data={Object.entries(accessWords).map(([value, label]) => ({ value, label }))}
          />
          <Button type="submit" loading={save.isPending}>
            Share
          </Button>
        </Group>
      </form>
      {shares.grants.map((grant, place) => (
        <Group key={place} justify="space-between">
          <Text size="sm">
            {grant.label ?? subjectLabel(grant.subject)}{" "}
            <Text span c="dimmed" size="sm">
              {accessWords[grant.access]}
            </Text>
          </Text>
          <ActionIcon
            aria-label={`Stop sharing with ${grant.label ?? subjectLabel(grant.subject)}`}
            onClick={() =>
              save.mutate({
                grants: grantsOf(shares).filter((_, index) => index !== place),
                link: keptLink,
              })
            }
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {!props.membersOnly && <Divider label="or by a link" />}
      {props.membersOnly ? null : shares.link ? (
        <Stack gap="xs">
          {address ? (
            <CopyField
              label="Link"
              description="Whoever has it can look, without an account. It is shown this once."
              value={address}
            />
          ) : (
            <Text size="sm">
              There is a link since {formatDateTime(shares.link.created_at)}
              {shares.link.expires_at && `, until ${formatDateTime(shares.link.expires_at)}`}. It
              was opened {shares.link.uses} times. Its address is not kept; a new one takes its
              place.
            </Text>
          )}
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => makeLink(true)}>
              Make a new link
            </Button>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              onClick={() => save.mutate({ grants: grantsOf(shares), link: null })}
            >
              Withdraw the link
            </Button>
          </Group>
        </Stack>
      ) : (
        <Group align="flex-end" gap="xs">
          <Select
            label="The link works for"
            w={160}
            allowDeselect={false}
            value={lifetime}
            onChange={(value) => value && setLifetime(value)}
            data={[
              { value: "7", label: "a week" },
              { value: "30", label: "30 days" },
              { value: "90", label: "90 days" },
              { value: "never", label: "ever" },
            ]}
          />
          <Button variant="default" loading={save.isPending} onClick={() => makeLink(false)}>
            Make a link
          </Button>
        </Group>
      )}
    </Stack>
  );
}
