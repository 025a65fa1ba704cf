import { queryOptions } from "@tanstack/react-query";
import { get, part, post, put } from "./http";
import type {
  Page,
  QueueStatus,
  RunSettings,
  Simulation,
  SimulationSpec,
  SimulationState,
  SimulationStatus,
  SimulationSummary,
  StartSimulation,
  ValidationReport,
} from "./types";

export interface SimulationFilter {
  q?: string;
  state?: SimulationState;
  active?: boolean;
  workbook_id?: string;
  saved_simulation_id?: string;
  limit?: number;
  cursor?: string;
}

export const simulationsQuery = (filter: SimulationFilter = {}) =>
  queryOptions({
    queryKey: ["simulations", "list", filter],
    queryFn: ({ signal }) =>
      get<Page<SimulationSummary>>("/api/v2/simulations", { limit: 100, ...filter }, signal),
  });
export const simulationQuery = (id: string) =>
  queryOptions({
    queryKey: ["simulations", id],
    queryFn: ({ signal }) => get<Simulation>(`/api/v2/simulations/${part(id)}`, undefined, signal),
  });
export const simulationStatusQuery = (id: string) =>
  queryOptions({
    queryKey: ["simulations", id, "status"],
    queryFn: ({ signal }) =>
      get<SimulationStatus>(`/api/v2/simulations/${part(id)}/status`, undefined, signal),
  });
export const queueQuery = queryOptions({
  queryKey: ["simulations", "queue"],
  queryFn: ({ signal }) => get<QueueStatus>("/api/v2/simulations/queue", undefined, signal),
  refetchInterval: 3000,
});

/** The key makes a repeated click, or a retry after a lost answer, start one run only. */
export const startSimulation = (request: StartSimulation, idempotencyKey: string) =>
  post<Simulation>("/api/v2/simulations", request, {
    headers: { "Idempotency-Key": idempotencyKey },
  });
export const cancelSimulation = (id: string) =>
  put<SimulationStatus>(`/api/v2/simulations/${part(id)}/cancel`, {});
export const validateSimulation = (
  workbookId: string,
  spec: SimulationSpec,
  settings: RunSettings,
  signal?: AbortSignal,
) =>
  post<ValidationReport>(
    "/api/v2/simulations/validate",
    { workbook_id: workbookId, spec, settings },
    { signal },
  );
export const importSpecFile = (workbookId: string, yaml: string) =>
  post<ValidationReport>("/api/v2/simulations/validate", { workbook_id: workbookId, yaml });

export const finalStates: readonly SimulationState[] = ["completed", "failed", "cancelled"];
export const isFinal = (state: SimulationState) => finalStates.includes(state);
