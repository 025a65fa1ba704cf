import { useMutation } from "@tanstack/react-query";
import { artifact, exportResult } from "~/api/results";
import type { Artifact, ExportFormat } from "~/api/types";
import { notifyDone, notifyProblem } from "~/components/notify";

const POLL_MS = 700;
const POLLS_MAX = 600;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function ready(resultId: string, format: ExportFormat): Promise<Artifact> {
  let current = await exportResult(resultId, format);
  for (let poll = 0; current.state === "pending" && poll < POLLS_MAX; poll++) {
    await wait(POLL_MS);
    current = await artifact(resultId, current.id);
  }
  return current;
}

/** Asks for an export, waits for it, and gives it to the browser. */
export function useExport(resultId: string) {
  return useMutation({
    mutationFn: (format: ExportFormat) => ready(resultId, format),
    onSuccess: (done) => {
      if (done.state !== "ready" || !done.download_path) {
        notifyProblem(
          new Error(
            done.message ?? "The export takes long. You will find it in your notifications.",
          ),
        );
        return;
      }
      const link = document.createElement("a");
      link.href = done.download_path;
      link.download = done.file_name;
      link.click();
      notifyDone(done.message ?? `${done.file_name} is on its way.`);
    },
    onError: notifyProblem,
  });
}
