import { Badge, Button, Paper, SegmentedControl, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { markRead, notificationsQuery } from "~/api/notifications";
import type { Notification } from "~/api/types";
import { EmptyState } from "~/components/EmptyState";
import { ButtonLink } from "~/components/links";
import { notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { safeReturnTo } from "~/components/returnTo";
import { formatAgo } from "~/formatting/times";

const levels = {
  info: { label: "Note", color: "gray" },
  success: { label: "Done", color: "leaf" },
  warning: { label: "Look at it", color: "yellow" },
  error: { label: "Failed", color: "red" },
} as const;

export function NotificationsPage() {
  const client = useQueryClient();
  const [filter, setFilter] = useState("all");
  const list = useQuery(notificationsQuery(filter === "unread" ? true : undefined));
  const mark = useMutation({
    mutationFn: (ids: string[] | undefined) => markRead(ids),
    onSuccess: () => client.invalidateQueries({ queryKey: ["notifications", "list"] }),
    onError: notifyProblem,
  });
  const items = list.data?.items ?? [];
  return (
    <div className="page page-narrow">
      <PageHeader title="Notifications" subtitle="New ones appear by themselves.">
        <ButtonLink to="/alerts" variant="default">
          Alerts
        </ButtonLink>
        <ButtonLink to="/settings/preferences" variant="default">
          Choose what you are told
        </ButtonLink>
        <Button
          variant="default"
          disabled={(list.data?.unread ?? 0) === 0}
          loading={mark.isPending}
          onClick={() => mark.mutate(undefined)}
        >
          Mark all read
        </Button>
      </PageHeader>
      <SegmentedControl
        mb="md"
        aria-label="Which notifications"
        value={filter}
        onChange={setFilter}
        data={[
          { value: "all", label: "All" },
          { value: "unread", label: `Unread (${list.data?.unread ?? 0})` },
        ]}
      />
      <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <PageLoading />}
      {list.data && items.length === 0 && (
        <EmptyState
          icon={<IconBell size={44} stroke={1.4} />}
          title={filter === "unread" ? "You have read everything" : "Nothing has happened yet"}
        >
          You are told when a run ends, when someone shares something with you, and about your
          account.
        </EmptyState>
      )}
      <Stack gap="xs" component="ul" style={{ listStyle: "none", padding: 0, margin: 0 }}>
        {items.map((notification) => (
          <li key={notification.id}>
            <NotificationCard
              notification={notification}
              onRead={() => mark.mutate([notification.id])}
            />
          </li>
        ))}
      </Stack>
    </div>
  );
}

function NotificationCard(props: { notification: Notification; onRead: () => void }) {
  const { notification } = props;
  const router = useRouter();
  const level = levels[notification.level];
  const isUnread = !notification.read_at;
  const open = () => {
    if (isUnread) props.onRead();
    if (notification.link) router.history.push(safeReturnTo(notification.link));
  };
  return (
    <Paper p={0} style={isUnread ? { borderLeft: "4px solid var(--ulam-accent)" } : undefined}>
      <UnstyledButton onClick={open} p="sm" w="100%">
        <Text fw={isUnread ? 650 : 500} size="sm" component="div">
          <Badge size="sm" variant="light" color={level.color} mr={8}>
            {level.label}
          </Badge>
          {notification.title}
          {isUnread && <span className="visually-hidden"> (unread)</span>}
        </Text>
        <Text size="sm">{notification.body}</Text>
        <Text size="xs" c="dimmed">
          {formatAgo(notification.created_at)}
        </Text>
      </UnstyledButton>
    </Paper>
  );
}
