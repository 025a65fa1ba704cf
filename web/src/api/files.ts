import { queryOptions } from "@tanstack/react-query";
import { get, part, patch, put, remove } from "./http";
import type { FileInfo, Page, SetShares, Shares, StorageUsage } from "./types";

export const storageUsageQuery = queryOptions({
  queryKey: ["storage-usage"],
  queryFn: ({ signal }) => get<StorageUsage>("/api/v2/files/storage/usage", undefined, signal),
});
export const fileSharesQuery = (id: string) =>
  queryOptions({
    queryKey: ["file-shares", id],
    queryFn: ({ signal }) =>
      get<Shares>(`/api/v2/files/${part(id)}/permissions`, undefined, signal),
  });
export const setFileShares = (id: string, shares: SetShares) =>
  put<Shares>(`/api/v2/files/${part(id)}/permissions`, shares);
/** A page of all files: workbooks, and what can't be opened as one. */
export const filePage = (
  filter: { q: string; sort: string; cursor: string | undefined },
  signal: AbortSignal,
) =>
  get<Page<FileInfo>>(
    "/api/v2/files",
    { ...filter, order: filter.sort === "name" ? "ascending" : "descending", limit: 50 },
    signal,
  );
/** The extension stays, whatever the name says. */
export const renameFile = (id: string, name: string) =>
  patch<FileInfo>(`/api/v2/files/${part(id)}`, { name });
export const deleteFile = (id: string) => remove<unknown>(`/api/v2/files/${part(id)}`);
export const fileDownloadPath = (id: string) => `/api/v2/files/${part(id)}/download`;

export interface UploadProgress {
  sentBytes: number;
  totalBytes: number;
}

export interface Upload {
  file: Promise<FileInfo>;
  cancel: () => void;
}

const CHUNK_BYTES = 8 * 1024 * 1024;

/**
 * Uploads in resumable pieces (tus 1.0): after a lost connection, a reload or a crash the same file
 * goes on where it stopped.
 */
export function upload(file: File, onProgress: (progress: UploadProgress) => void): Upload {
  let cancel: () => void = () => undefined;
  const done = (async () => {
    const tus = await import("tus-js-client");
    return await new Promise<FileInfo>((resolve, reject) => {
      const job = new tus.Upload(file, {
        endpoint: "/api/v2/files/uploads",
        chunkSize: CHUNK_BYTES,
        retryDelays: [0, 1000, 3000, 8000],
        metadata: { filename: file.name, filetype: file.type },
        headers: { "X-Ulam-Csrf": "1" },
        removeFingerprintOnSuccess: true,
        onProgress: (sentBytes, totalBytes) => onProgress({ sentBytes, totalBytes }),
        onSuccess: () => {
          const url = job.url;
          if (!url) {
            reject(new Error("The upload has no address."));
            return;
          }
          const path = new URL(url, window.location.origin).pathname;
          get<{ file?: FileInfo | null }>(path)
            .then((state) => {
              if (state.file) resolve(state.file);
              else reject(new Error("The file was sent, but not accepted. Send it again."));
            })
            .catch(reject);
        },
        onError: (error) => reject(tusError(error)),
      });
      cancel = () => {
        void job.abort(true);
        reject(new DOMException("The upload was cancelled.", "AbortError"));
      };
      void job.findPreviousUploads().then((previous) => {
        const last = previous[0];
        if (last) job.resumeFromPreviousUpload(last);
        job.start();
      });
    });
  })();
  return { file: done, cancel: () => cancel() };
}

/** The server's own words, where it gave any. */
function tusError(error: Error): Error {
  const response = (error as { originalResponse?: { getBody(): string } | null }).originalResponse;
  try {
    const problem = JSON.parse(response?.getBody() ?? "") as { detail?: string };
    if (problem.detail) return new Error(problem.detail);
  } catch {
    // The answer had no problem document.
  }
  return new Error("The connection was lost. Drop the file again: it goes on where it stopped.");
}
