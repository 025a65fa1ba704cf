import { Button, CloseButton, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import {
  cancelUpload,
  canRetry,
  dismissUpload,
  onWorkbookOpened,
  progressText,
  retryUpload,
  type UploadItem,
  uploadWorkbooks,
  useUploads,
} from "./uploads";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Files can be dropped on any page; what is on its way is shown in the corner. */
export function DropAnywhere() {
  const router = useRouter();
  const [over, setOver] = useState(false);
  useEffect(() => {
    onWorkbookOpened((workbookId) => {
      void router.navigate({ to: "/workbooks/$workbookId", params: { workbookId } });
    });
  }, [router]);
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const dragOver = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      uploadWorkbooks(event.dataTransfer?.files ?? []);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", dragOver);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", dragOver);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return (
    <>
      {over && (
        <div className="drop-veil">
          <Title order={2}>Drop the workbook to open it</Title>
        </div>
      )}
      <UploadTray />
    </>
  );
}

function UploadTray() {
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  return (
    <Stack className="upload-tray" gap="xs" role="region" aria-label="Uploads">
      {uploads.map((item) => (
        <UploadCard key={item.id} item={item} />
      ))}
    </Stack>
  );
}

const stateText: Record<UploadItem["state"], string> = {
  uploading: "Uploading",
  opening: "Reading and recalculating",
  done: "Open",
  failed: "Not opened",
};

function UploadCard({ item }: { item: UploadItem }) {
  const { sentBytes, totalBytes } = item.progress;
  const percent = totalBytes > 0 ? (sentBytes / totalBytes) * 100 : 0;
  const isBusy = item.state === "uploading" || item.state === "opening";
  return (
    <Paper shadow="md" p="sm" role={item.state === "failed" ? "alert" : "status"}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600} truncate>
          {item.name}
        </Text>
        {!isBusy && (
          <CloseButton
            size="sm"
            aria-label={`Dismiss ${item.name}`}
            onClick={() => dismissUpload(item.id)}
          />
        )}
      </Group>
      <Text size="xs" c={item.state === "failed" ? "red" : "dimmed"}>
        {item.message ?? stateText[item.state]}
        {item.state === "uploading" && `, ${progressText(item.progress)}`}
      </Text>
      {isBusy && (
        <Progress
          mt={6}
          size="sm"
          value={item.state === "opening" ? 100 : percent}
          animated={item.state === "opening"}
          aria-label={`Upload of ${item.name}`}
        />
      )}
      <Group gap="xs" mt={6}>
        {item.state === "uploading" && (
          <Button size="compact-xs" variant="default" onClick={() => cancelUpload(item.id)}>
            Cancel
          </Button>
        )}
        {item.state === "failed" && canRetry(item.id) && (
          <Button size="compact-xs" variant="light" onClick={() => retryUpload(item.id)}>
            Try again
          </Button>
        )}
      </Group>
    </Paper>
  );
}
