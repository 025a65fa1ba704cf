import { queryOptions } from "@tanstack/react-query";
import { get, part, post, put, remove } from "./http";
import type { components } from "./schema";
import type { Page, ResultSummary } from "./types";

type Schemas = components["schemas"];
export type AlertRule = Schemas["AlertRule"];
export type AlertState = Schemas["AlertState"];
export type AlertSubject = Schemas["AlertSubject"];
export type Comparator = Schemas["Comparator"];
export type CreateAlertRule = Schemas["CreateAlertRule"];
export type UpdateAlertRule = Schemas["UpdateAlertRule"];

const path = (id: string) => `/api/v2/alerts/${part(id)}`;

export const alertsQuery = queryOptions({
  queryKey: ["alerts"],
  queryFn: ({ signal }) => get<Page<AlertRule>>("/api/v2/alerts", { limit: 200 }, signal),
  // Rules are looked at when a result comes; whoever watches this page sees it.
  refetchInterval: 30_000,
});
export const createAlert = (rule: CreateAlertRule) => post<AlertRule>("/api/v2/alerts", rule);
export const updateAlert = (id: string, change: UpdateAlertRule) =>
  put<AlertRule>(path(id), change);
export const removeAlert = (id: string) => remove<undefined>(path(id));

/** The newest results of a workbook or a saved simulation: what a rule can watch of them. */
export const watchedResultsQuery = (of: { workbook_id?: string; saved_simulation_id?: string }) =>
  queryOptions({
    queryKey: ["results", "watched", of],
    queryFn: ({ signal }) =>
      get<Page<ResultSummary>>("/api/v2/results", { ...of, limit: 1 }, signal),
    enabled: Boolean(of.workbook_id ?? of.saved_simulation_id),
  });
