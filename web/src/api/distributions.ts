import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, post } from "./http";
import type { DistributionCatalogue, DistributionPreview, FitData, FitReport } from "./types";

export const catalogueQuery = queryOptions({
  queryKey: ["distributions"],
  queryFn: ({ signal }) => get<DistributionCatalogue>("/api/v2/distributions", undefined, signal),
  staleTime: Infinity,
});

/** The same call has the same picture for ever. */
export const previewQuery = (distribution: string, workbookId: string | undefined, cell?: string) =>
  queryOptions({
    queryKey: ["distribution-preview", distribution, workbookId, cell],
    queryFn: ({ signal }) =>
      post<DistributionPreview>(
        "/api/v2/distributions/preview",
        { distribution, workbook_id: workbookId ?? null, cell: cell ?? null, points: 160 },
        { signal },
      ),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    retry: false,
    enabled: distribution.trim() !== "",
  });

export interface FitOptions {
  data: FitData;
  kind: "automatic" | "discrete" | "continuous";
  lower: number | null;
  upper: number | null;
}

export const fit = (options: FitOptions) =>
  post<FitReport>("/api/v2/distributions/fit", { ...options, top: 8 });
