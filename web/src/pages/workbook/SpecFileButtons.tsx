import { Button, FileButton, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Dispatch } from "react";
import { importSpecFile } from "~/api/simulations";
import { download, fileName } from "~/components/download";
import { notifyDone, notifyProblem } from "~/components/notify";
import { type DraftAction, draftOf } from "./draft";

/** The simulation as a small file beside the workbook: for the command line, and for reviews. */
export function SpecFileButtons(props: {
  workbookId: string;
  workbookName: string;
  yaml: string | undefined;
  dispatch: Dispatch<DraftAction>;
}) {
  const { workbookId, workbookName, yaml, dispatch } = props;
  const load = useMutation({
    mutationFn: async (file: File) => importSpecFile(workbookId, await file.text()),
    onSuccess: (report) => {
      if (!report.spec) {
        notifyProblem(new Error(report.errors[0]?.message ?? "The file can't be read."));
        return;
      }
      dispatch({ type: "replace", draft: draftOf(report.spec, undefined) });
      notifyDone("The spec file is loaded.");
    },
    onError: notifyProblem,
  });
  return (
    <Group gap="xs">
      <Button
        size="compact-xs"
        variant="subtle"
        disabled={!yaml}
        onClick={() =>
          yaml &&
          download(
            new Blob([yaml], { type: "application/yaml" }),
            fileName(workbookName.replace(/\.[a-z]+$/i, ""), "yaml"),
          )
        }
      >
        Download spec file
      </Button>
      <FileButton
        accept=".yaml,.yml"
        onChange={(file) => file && load.mutate(file)}
        inputProps={{ "aria-label": "Spec file" }}
      >
        {(button) => (
          <Button size="compact-xs" variant="subtle" loading={load.isPending} {...button}>
            Load spec file
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
