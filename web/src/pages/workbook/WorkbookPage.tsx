import { Alert, Button, Center, Loader, Stack, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { fileDownloadPath } from "~/api/files";
import { workbookQuery } from "~/api/workbooks";
import { WorkbookView } from "./WorkbookView";

const route = getRouteApi("/app/workbooks/$workbookId");

export function WorkbookPage() {
  const { workbookId } = route.useParams();
  const { cell, saved } = route.useSearch();
  const { data: workbook } = useSuspenseQuery(workbookQuery(workbookId));
  if (workbook.state === "opening") {
    return (
      <Center mih={320} role="status">
        <Stack align="center" gap="xs">
          <Loader />
          <Text fw={600}>Opening {workbook.name}</Text>
          <Text c="dimmed">Every formula is recalculated and compared with what Excel saved.</Text>
        </Stack>
      </Center>
    );
  }
  if (workbook.state === "failed") {
    return (
      <div className="page">
        <Alert color="red" title={`${workbook.name} can't be opened`} role="alert">
          <Stack align="flex-start">
            <Text size="sm">{workbook.state_reason}</Text>
            <Button
              component="a"
              href={fileDownloadPath(workbook.file_id)}
              variant="default"
              size="xs"
            >
              Download the file
            </Button>
          </Stack>
        </Alert>
      </div>
    );
  }
  // A link to another cell begins anew; the draft is kept beside the page.
  return (
    <WorkbookView
      key={`${workbook.id} ${cell ?? ""}`}
      workbook={workbook}
      goTo={cell}
      savedId={saved}
    />
  );
}
