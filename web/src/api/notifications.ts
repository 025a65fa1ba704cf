import { queryOptions } from "@tanstack/react-query";
import { get, part, post, put, remove } from "./http";
import type {
  Channel,
  CreatedWebhook,
  Delivery,
  NotificationPage,
  NotificationPreferences,
  Page,
  Webhook,
} from "./types";

export const notificationsQuery = (unread: boolean | undefined) =>
  queryOptions({
    queryKey: ["notifications", "list", unread],
    queryFn: ({ signal }) =>
      get<NotificationPage>("/api/v2/notifications", { unread, limit: 100 }, signal),
  });
export const markRead = (ids?: string[]) =>
  post<{ unread: number }>("/api/v2/notifications/mark-read", { ids: ids ?? null });

export const notificationPreferencesQuery = queryOptions({
  queryKey: ["notifications", "preferences"],
  queryFn: ({ signal }) =>
    get<NotificationPreferences>("/api/v2/notifications/preferences", undefined, signal),
});
export const saveNotificationPreferences = (change: {
  events: { event_type: string; channels: Channel[] }[];
  quiet_hours: { from: string; to: string } | null;
}) => put<NotificationPreferences>("/api/v2/notifications/preferences", change);

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => get<Page<Webhook>>("/api/v2/notifications/webhooks", undefined, signal),
});
export const createWebhook = (request: {
  url: string;
  description: string | null;
  events: string[];
}) => post<CreatedWebhook>("/api/v2/notifications/webhooks", request);
export const updateWebhook = (id: string, change: { is_enabled: boolean }) =>
  put<Webhook>(`/api/v2/notifications/webhooks/${part(id)}`, change);
export const removeWebhook = (id: string) =>
  remove<undefined>(`/api/v2/notifications/webhooks/${part(id)}`);
export const testWebhook = (id: string) =>
  post<Delivery>("/api/v2/notifications/webhook", { webhook_id: id });
/** A page of what was sent to a webhook, the newest first. */
export const deliveryPage = (
  webhookId: string,
  cursor: string | undefined,
  limit: number,
  signal: AbortSignal,
) =>
  get<Page<Delivery>>(
    `/api/v2/notifications/webhooks/${part(webhookId)}/deliveries`,
    { cursor, limit },
    signal,
  );
export const retryDelivery = (id: string) =>
  post<Delivery>(`/api/v2/notifications/deliveries/${part(id)}/retry`);
