import { queryOptions } from "@tanstack/react-query";
import { get, part } from "./http";
import type { components } from "./schema";

export type CorrelationMatrix = components["schemas"]["CorrelationMatrix"];

/** Rank correlations of the outputs and their strongest drivers; of a result they never change. */
export const correlationsQuery = (resultId: string) =>
  queryOptions({
    queryKey: ["results", resultId, "correlations"],
    queryFn: ({ signal }) =>
      get<CorrelationMatrix>(`/api/v2/results/${part(resultId)}/correlations`, undefined, signal),
    staleTime: Infinity,
  });
