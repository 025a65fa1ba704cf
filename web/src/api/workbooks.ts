import { queryOptions } from "@tanstack/react-query";
import { get, part, post, remove } from "./http";
import type {
  CellWindow,
  CheckReport,
  Dependencies,
  Page,
  Suggestions,
  Workbook,
  WorkbookSummary,
} from "./types";

export const workbooksQuery = (q = "", sort = "created_at") =>
  queryOptions({
    queryKey: ["workbooks", "list", q, sort],
    queryFn: ({ signal }) =>
      get<Page<WorkbookSummary>>("/api/v2/workbooks", { q, sort, limit: 100 }, signal),
  });

const isOpening = (workbook: Workbook | undefined) => workbook?.state === "opening";

export const workbookQuery = (id: string) =>
  queryOptions({
    queryKey: ["workbooks", id],
    queryFn: ({ signal }) => get<Workbook>(`/api/v2/workbooks/${part(id)}`, undefined, signal),
    refetchInterval: (query) => (isOpening(query.state.data) ? 500 : false),
  });
export const openWorkbook = (fileId: string) =>
  post<Workbook>("/api/v2/workbooks", { file_id: fileId });
export const closeWorkbook = (id: string) => remove<undefined>(`/api/v2/workbooks/${part(id)}`);

/** A window never changes: a new version of the file is another workbook. */
export const cellsQuery = (id: string, sheet: string, range: string) =>
  queryOptions({
    queryKey: ["cells", id, sheet, range],
    queryFn: ({ signal }) =>
      get<CellWindow>(
        `/api/v2/workbooks/${part(id)}/sheets/${part(sheet)}/cells`,
        { range },
        signal,
      ),
    staleTime: Infinity,
  });
export const checkQuery = (id: string) =>
  queryOptions({
    queryKey: ["workbooks", id, "check"],
    queryFn: ({ signal }) =>
      get<CheckReport>(`/api/v2/workbooks/${part(id)}/check`, { items_max: 1000 }, signal),
    staleTime: Infinity,
  });
export const dependenciesQuery = (id: string, cell: string) =>
  queryOptions({
    queryKey: ["workbooks", id, "dependencies", cell],
    queryFn: ({ signal }) =>
      get<Dependencies>(
        `/api/v2/workbooks/${part(id)}/dependencies`,
        { cell, depth: 1, cells_max: 500 },
        signal,
      ),
    staleTime: Infinity,
  });
export const suggestionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["workbooks", id, "suggestions"],
    queryFn: ({ signal }) =>
      get<Suggestions>(`/api/v2/workbooks/${part(id)}/suggestions`, undefined, signal),
    staleTime: Infinity,
  });
