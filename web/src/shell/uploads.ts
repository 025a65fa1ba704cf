import { useSyncExternalStore } from "react";
import { queryClient } from "~/api/queryClient";
import { type Upload, type UploadProgress, upload } from "~/api/files";
import { openWorkbook } from "~/api/workbooks";
import { formatBytes } from "~/formatting/numbers";

/** Files on their way: they go on while one looks at other pages. */
export interface UploadItem {
  id: number;
  name: string;
  progress: UploadProgress;
  state: "uploading" | "opening" | "done" | "failed";
  message?: string | undefined;
  workbookId?: string | undefined;
}

export const accepted = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"];

let items: readonly UploadItem[] = [];
const jobs = new Map<number, { job: Upload; file: File }>();
const listeners = new Set<() => void>();
let nextId = 1;
let openListener: (workbookId: string) => void = () => undefined;

/** Called when a workbook is open, to show it. */
export function onWorkbookOpened(listener: (workbookId: string) => void): void {
  openListener = listener;
}

function publish(next: readonly UploadItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}

function change(id: number, update: Partial<UploadItem>): void {
  publish(items.map((item) => (item.id === id ? { ...item, ...update } : item)));
}

export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => items,
  );
}

async function transfer(id: number, file: File): Promise<void> {
  const job = upload(file, (progress) => change(id, { progress }));
  jobs.set(id, { job, file });
  try {
    const info = await job.file;
    change(id, { state: "opening" });
    const workbook = await openWorkbook(info.id);
    void queryClient.invalidateQueries({ queryKey: ["workbooks", "list"] });
    void queryClient.invalidateQueries({ queryKey: ["home"] });
    queryClient.setQueryData(["workbooks", workbook.id], workbook);
    change(id, { state: "done", workbookId: workbook.id });
    jobs.delete(id);
    openListener(workbook.id);
    setTimeout(() => dismissUpload(id), 4000);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      dismissUpload(id);
      return;
    }
    change(id, {
      state: "failed",
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/** Uploads and opens workbooks; what can't be one is refused before a byte is sent. */
export function uploadWorkbooks(files: Iterable<File>): void {
  for (const file of files) {
    const id = nextId++;
    const item: UploadItem = {
      id,
      name: file.name,
      progress: { sentBytes: 0, totalBytes: file.size },
      state: "uploading",
    };
    const isKnown = accepted.some((extension) => file.name.toLowerCase().endsWith(extension));
    if (!isKnown || file.size === 0) {
      const message = isKnown
        ? "The file is empty. Save it again in your spreadsheet program, then drop it here."
        : `Ulam opens spreadsheets: ${accepted.join(", ")}.`;
      publish([...items, { ...item, state: "failed", message }]);
      continue;
    }
    publish([...items, item]);
    void transfer(id, file);
  }
}

export function retryUpload(id: number): void {
  const job = jobs.get(id);
  if (!job) return;
  change(id, { state: "uploading", message: undefined });
  void transfer(id, job.file);
}

export function canRetry(id: number): boolean {
  return jobs.has(id);
}

export function dismissUpload(id: number): void {
  jobs.delete(id);
  publish(items.filter((item) => item.id !== id));
}

export function cancelUpload(id: number): void {
  jobs.get(id)?.job.cancel();
  dismissUpload(id);
}

export function progressText({ sentBytes, totalBytes }: UploadProgress): string {
  return `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`;
}

/** The file dialog, for those who don't drag. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accepted.join(",");
  input.multiple = true;
  input.onchange = () => uploadWorkbooks(input.files ?? []);
  input.click();
}
