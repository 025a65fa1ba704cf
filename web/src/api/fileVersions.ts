import { queryOptions } from "@tanstack/react-query";
import { get, part, pathWithQuery, post, send } from "./http";
import type { components } from "./schema";
import type { FileInfo, Workbook } from "./types";

type Schemas = components["schemas"];
export type FileDetails = Schemas["FileDetails"];
export type FileVersion = Schemas["FileVersion"];
export type WorkbookExport = Schemas["WorkbookExport"];

const path = (id: string, rest = "") => `/api/v2/files/${part(id)}${rest}`;

export const fileDetailsQuery = (id: string) =>
  queryOptions({
    queryKey: ["files", id],
    queryFn: ({ signal }) => get<FileDetails>(path(id), undefined, signal),
  });

export const versionDownloadPath = (id: string, version: number) =>
  pathWithQuery(path(id, "/download"), { version });

/** A new version of a file; its content decides what it is, its name stays. */
export function uploadVersion(id: string, content: Blob, name: string, comment: string) {
  const form = new FormData();
  // What describes the content comes before it: the service reads the form as it arrives.
  if (comment.trim() !== "") form.append("comment", comment.trim());
  form.append("file", content, name);
  return post<FileInfo>(path(id, "/versions"), form);
}

/** An older version becomes the latest: none is lost. */
export async function restoreVersion(id: string, version: number, name: string) {
  const response = await send("GET", versionDownloadPath(id, version), {
    headers: { Accept: "*/*" },
  });
  return await uploadVersion(id, await response.blob(), name, `Version ${version} again`);
}

const OPENING_POLL_MS = 500;
const OPENING_POLLS_MAX = 240;

/** Opens a version as a workbook and waits until it is read. */
export async function openVersion(
  fileId: string,
  version: number | undefined,
  signal?: AbortSignal,
): Promise<Workbook> {
  let workbook = await post<Workbook>(
    "/api/v2/workbooks",
    { file_id: fileId, version: version ?? null },
    { signal },
  );
  for (let poll = 0; workbook.state === "opening" && poll < OPENING_POLLS_MAX; poll++) {
    await new Promise((resolve) => setTimeout(resolve, OPENING_POLL_MS));
    workbook = await get<Workbook>(`/api/v2/workbooks/${part(workbook.id)}`, undefined, signal);
  }
  return workbook;
}

/** What the cells of a version hold. */
export const versionCellsQuery = (fileId: string, version: number) =>
  queryOptions({
    queryKey: ["files", fileId, "cells", version],
    queryFn: async ({ signal }) => {
      const workbook = await openVersion(fileId, version, signal);
      if (workbook.state === "failed") {
        throw new Error(workbook.state_reason ?? `Version ${version} can't be opened.`);
      }
      return await get<WorkbookExport>(
        `/api/v2/workbooks/${part(workbook.id)}/export`,
        undefined,
        signal,
      );
    },
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
