import { ActionIconLink } from "~/components/links";
import { Indicator, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBell } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { notificationsQuery } from "~/api/notifications";
import { useLive } from "~/api/live";
import type { NotificationMessage, NotificationPage } from "~/api/types";

const levelColor = { info: "ulam", success: "leaf", warning: "yellow", error: "red" } as const;

/** What has changed elsewhere makes the lists that show it be fetched again. */
const listsOf: Record<string, readonly string[]> = {
  file: ["workbooks", "storage-usage"],
  workbook: ["workbooks", "home"],
  simulation: ["simulations", "home"],
  result: ["simulations", "home"],
  saved_simulation: ["saved", "home"],
  artifact: [],
};

/** The count of unread notifications, kept live; new ones also show for a moment. */
export function NotificationBell() {
  const client = useQueryClient();
  const inbox = useQuery(notificationsQuery(undefined));
  useLive<NotificationMessage>("/ws/notifications", (message) => {
    switch (message.type) {
      case "notification": {
        const { notification } = message;
        notifications.show({
          title: notification.title,
          message: notification.body,
          color: levelColor[notification.level],
          autoClose: 6000,
        });
        void client.invalidateQueries({ queryKey: ["notifications", "list"] });
        break;
      }
      case "read":
      case "ready": {
        client.setQueryData<NotificationPage>(
          notificationsQuery(undefined).queryKey,
          (page) => page && { ...page, unread: message.unread },
        );
        if (message.type === "read") {
          void client.invalidateQueries({ queryKey: ["notifications", "list"] });
        }
        break;
      }
      case "changed":
        for (const key of listsOf[message.resource] ?? []) {
          void client.invalidateQueries({ queryKey: [key, "list"] });
          if (key === "home") void client.invalidateQueries({ queryKey: ["home"] });
        }
        break;
      case "simulation":
        client.setQueryData(["simulations", message.status.id, "status"], message.status);
        break;
    }
  });
  const unread = inbox.data?.unread ?? 0;
  const label = unread > 0 ? `Notifications, ${unread} unread` : "Notifications";
  return (
    <Tooltip label={label}>
      <Indicator
        disabled={unread === 0}
        label={unread > 99 ? "99+" : unread}
        size={16}
        offset={6}
        color="red"
      >
        <ActionIconLink to="/notifications" size="lg" aria-label={label}>
          <IconBell size={20} />
        </ActionIconLink>
      </Indicator>
    </Tooltip>
  );
}
