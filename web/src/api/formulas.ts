import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, part, post } from "./http";
import type { components } from "./schema";
import type { CellValue } from "./types";

type Schemas = components["schemas"];
export type CalculateResponse = Schemas["CalculateResponse"];
export type EvaluateResponse = Schemas["EvaluateResponse"];
export type FunctionInfo = Schemas["FunctionInfo"];
export type FunctionReference = Schemas["FunctionReference"];
export type FormulaCheck = Schemas["ValidateFormulaResponse"];

/** Every function that Ulam knows, and those of Excel's that it doesn't. */
export const functionsQuery = queryOptions({
  queryKey: ["functions"],
  queryFn: ({ signal }) => get<FunctionReference>("/api/v2/formulas/functions", undefined, signal),
  staleTime: Infinity,
});

/** Is a formula well written, and which of its functions are unknown? */
export const formulaCheckQuery = (formula: string) =>
  queryOptions({
    queryKey: ["formulas", "check", formula],
    queryFn: ({ signal }) =>
      post<FormulaCheck>("/api/v2/formulas/validate", { formula }, { signal }),
    enabled: formula.trim().length > 1,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const evaluateFormula = (formula: string) =>
  post<EvaluateResponse>("/api/v2/formulas/evaluate", { formula });

/** Values of cells after others are set: nothing is stored. */
export const calculate = (
  workbookId: string,
  set: Record<string, CellValue>,
  cells: readonly string[],
  signal?: AbortSignal,
) =>
  post<CalculateResponse>(
    `/api/v2/workbooks/${part(workbookId)}/calculate`,
    { set, cells },
    { signal },
  );
