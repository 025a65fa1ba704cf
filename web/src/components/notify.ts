import { notifications } from "@mantine/notifications";
import { ApiError } from "~/api/http";

export function notifyDone(message: string): void {
  notifications.show({ message, color: "leaf", autoClose: 4000 });
}

export function notifyProblem(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  const problem = error instanceof ApiError ? error.problem : undefined;
  notifications.show({
    title: problem?.title ?? "That didn't work",
    message: problem?.detail ?? (error instanceof Error ? error.message : String(error)),
    color: "red",
    autoClose: 10_000,
  });
}
