import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, linkPath, part, pathWithQuery, post, put } from "./http";
import type {
  Artifact,
  Comparison,
  Convergence,
  ExportFormat,
  Fan,
  Histogram,
  Page,
  Percentiles,
  ProbabilityAnswer,
  ResultDetails,
  ResultSummary,
  SamplesPage,
  Scatter,
  Scenario,
  Sensitivity,
  SensitivityMeasure,
  SetShares,
  Shares,
  TrialReplay,
} from "./types";

/** A result never changes, so what was once asked of it is never asked again. */
const forever = { staleTime: Infinity, placeholderData: keepPreviousData } as const;
const path = (id: string, rest = "") => `/api/v2/results/${part(id)}${rest}`;

/** The results that one may see; with a shared link, the one that is shared. */
export const resultsQuery = queryOptions({
  queryKey: ["results", "list"],
  queryFn: ({ signal }) => get<Page<ResultSummary>>("/api/v2/results", { limit: 50 }, signal),
});
export const resultQuery = (id: string) =>
  queryOptions({
    queryKey: ["results", id],
    queryFn: ({ signal }) => get<ResultDetails>(path(id), undefined, signal),
    staleTime: 5 * 60_000,
  });
export const histogramQuery = (id: string, variable: string, bins?: number) =>
  queryOptions({
    queryKey: ["results", id, "histogram", variable, bins],
    queryFn: ({ signal }) =>
      get<Histogram>(path(id, "/histogram"), { variable, bins, points: 400 }, signal),
    ...forever,
  });
export const percentilesQuery = (id: string, variable: string, confidence: number) =>
  queryOptions({
    queryKey: ["results", id, "percentiles", variable, confidence],
    queryFn: ({ signal }) =>
      get<Percentiles>(path(id, "/percentiles"), { variable, confidence }, signal),
    ...forever,
  });
export const probabilityQuery = (id: string, variable: string, from: number, to: number) =>
  queryOptions({
    queryKey: ["results", id, "probability", variable, from, to],
    queryFn: ({ signal }) =>
      get<ProbabilityAnswer>(path(id, "/probability"), { variable, from, to }, signal),
    ...forever,
  });
export const askProbability = (id: string, expression: string) =>
  get<ProbabilityAnswer>(path(id, "/probability"), { expression });
export const sensitivityQuery = (id: string, output: string, measure: SensitivityMeasure) =>
  queryOptions({
    queryKey: ["results", id, "sensitivity", output, measure],
    queryFn: ({ signal }) =>
      get<Sensitivity>(path(id, "/sensitivity"), { output, measure, inputs_max: 20 }, signal),
    ...forever,
  });
export const scatterQuery = (id: string, x: string | undefined, y: string) =>
  queryOptions({
    queryKey: ["results", id, "scatter", x, y],
    queryFn: ({ signal }) => get<Scatter>(path(id, "/scatter"), { x, y, points: 2000 }, signal),
    ...forever,
  });
export const convergenceQuery = (id: string, output: string) =>
  queryOptions({
    queryKey: ["results", id, "convergence", output],
    queryFn: ({ signal }) => get<Convergence>(path(id, "/convergence"), { output }, signal),
    ...forever,
  });
export const scenarioQuery = (id: string, output: string, tail: "lower" | "upper", share: number) =>
  queryOptions({
    queryKey: ["results", id, "scenario", output, tail, share],
    queryFn: ({ signal }) => get<Scenario>(path(id, "/scenario"), { output, tail, share }, signal),
    ...forever,
  });
export const fanQuery = (id: string, outputs: string) =>
  queryOptions({
    queryKey: ["results", id, "fan", outputs],
    queryFn: ({ signal }) => get<Fan>(path(id, "/fan"), { outputs }, signal),
    ...forever,
  });
export const samplesQuery = (id: string, trial: number, limit: number) =>
  queryOptions({
    queryKey: ["results", id, "samples", trial, limit],
    queryFn: ({ signal }) => get<SamplesPage>(path(id, "/samples"), { trial, limit }, signal),
    ...forever,
  });
export const trialQuery = (id: string, trial: string, of: string) =>
  queryOptions({
    queryKey: ["results", id, "trial", trial, of],
    queryFn: ({ signal }) => get<TrialReplay>(path(id, `/trials/${part(trial)}`), { of }, signal),
    ...forever,
    retry: false,
  });

export const samplesDownloadPath = (id: string, format: "csv" | "parquet") =>
  linkPath(pathWithQuery(path(id, "/samples"), { format }));
export const trialDownloadPath = (id: string, trial: string, of: string) =>
  linkPath(pathWithQuery(path(id, `/trials/${part(trial)}`), { of, format: "xlsx" }));

export const exportResult = (id: string, format: ExportFormat) =>
  post<Artifact>(path(id, "/export"), { format });
export const artifact = (id: string, artifactId: string) =>
  get<Artifact>(path(id, `/artifacts/${part(artifactId)}`));

export const resultSharesQuery = (id: string) =>
  queryOptions({
    queryKey: ["results", id, "shares"],
    queryFn: ({ signal }) => get<Shares>(path(id, "/shares"), undefined, signal),
  });
export const setResultShares = (id: string, shares: SetShares) =>
  put<Shares>(path(id, "/shares"), shares);

export const comparisonQuery = (results: readonly string[]) =>
  queryOptions({
    queryKey: ["comparison", results],
    queryFn: ({ signal }) => post<Comparison>("/api/v2/results/compare", { results }, { signal }),
    enabled: results.length >= 2,
    ...forever,
  });
