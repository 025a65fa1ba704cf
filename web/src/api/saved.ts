import { queryOptions } from "@tanstack/react-query";
import { get, part, post, put, remove } from "./http";
import type {
  Comment,
  Page,
  SavedSimulation,
  SavedSimulationDetails,
  SaveSimulation,
  SetShares,
  Shares,
  Simulation,
  UpdateSavedSimulation,
  VersionDetails,
} from "./types";

const path = (id: string, rest = "") => `/api/v2/saved-simulations/${part(id)}${rest}`;

export const savedSimulationsQuery = (
  filter: { q?: string; workbook_id?: string; limit?: number } = {},
) =>
  queryOptions({
    queryKey: ["saved", "list", filter],
    queryFn: ({ signal }) =>
      get<Page<SavedSimulation>>("/api/v2/saved-simulations", { limit: 100, ...filter }, signal),
  });
export const savedSimulationQuery = (id: string) =>
  queryOptions({
    queryKey: ["saved", id],
    queryFn: ({ signal }) => get<SavedSimulationDetails>(path(id), undefined, signal),
  });
export const versionQuery = (id: string, version: number, against: number | undefined) =>
  queryOptions({
    queryKey: ["saved", id, "version", version, against],
    queryFn: ({ signal }) =>
      get<VersionDetails>(path(id, `/versions/${version}`), { against }, signal),
    staleTime: Infinity,
  });
export const savedSharesQuery = (id: string) =>
  queryOptions({
    queryKey: ["saved", id, "shares"],
    queryFn: ({ signal }) => get<Shares>(path(id, "/shares"), undefined, signal),
  });

export const saveSimulation = (request: SaveSimulation) =>
  post<SavedSimulationDetails>("/api/v2/saved-simulations", request);
export const updateSavedSimulation = (id: string, request: UpdateSavedSimulation) =>
  put<SavedSimulationDetails>(path(id), request);
export const deleteSavedSimulation = (id: string) => remove<undefined>(path(id));
export const runSavedSimulation = (
  id: string,
  request: { version?: number; seed?: number; trials?: number },
) => post<Simulation>(path(id, "/run"), request);
export const setSavedShares = (id: string, shares: SetShares) =>
  put<Shares>(path(id, "/shares"), shares);
export const addComment = (id: string, text: string, replyTo?: string) =>
  post<Comment>(path(id, "/comments"), { text, reply_to: replyTo ?? null });
export const deleteComment = (id: string, commentId: string) =>
  remove<undefined>(path(id, `/comments/${part(commentId)}`));
