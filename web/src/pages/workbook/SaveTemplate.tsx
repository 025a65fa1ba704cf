import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Dispatch, type FormEvent, useState } from "react";
import { saveSimulation, updateSavedSimulation } from "~/api/saved";
import { notifyDone } from "~/components/notify";
import { ProblemAlert } from "~/components/ProblemAlert";
import { type Draft, type DraftAction, isEmptyDraft, specOf } from "./draft";

export interface SaveTemplateProps {
  workbookId: string;
  draft: Draft;
  dispatch: Dispatch<DraftAction>;
}

/** Keeps the prepared simulation under a name, or as a new version of the one that it began as. */
export function SaveTemplate({ workbookId, draft, dispatch }: SaveTemplateProps) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [message, setMessage] = useState("");
  const [asNew, setAsNew] = useState(false);
  const { saved } = draft;
  const isNew = !saved || asNew;
  const save = useMutation({
    mutationFn: () =>
      isNew
        ? saveSimulation({
            name: name.trim(),
            description: description.trim() || null,
            workbook_id: workbookId,
            spec: specOf(draft),
            settings: draft.settings,
          })
        : updateSavedSimulation(saved.id, {
            spec: specOf(draft),
            settings: draft.settings,
            workbook_id: workbookId,
            message: message.trim() || null,
            expected_version: saved.version,
          }),
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: ["saved"] });
      dispatch({
        type: "replace",
        draft: { ...draft, saved: { id: answer.id, name: answer.name, version: answer.version } },
      });
      notifyDone(`Saved as “${answer.name}”, version ${answer.version}.`);
      setAsNew(false);
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDeviceFloppy size={16} />}
        disabled={isEmptyDraft(draft)}
        onClick={open}
      >
        Save as template
      </Button>
      <Modal opened={opened} onClose={close} title={isNew ? "Save as template" : "Save a version"}>
        <form onSubmit={submit}>
          <Stack>
            <ProblemAlert error={save.error} />
            {isNew ? (
              <>
                <TextInput
                  label="Name"
                  required
                  data-autofocus
                  maxLength={200}
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
                <Textarea
                  label="Description"
                  autosize
                  minRows={2}
                  value={description}
                  onChange={(event) => setDescription(event.currentTarget.value)}
                />
              </>
            ) : (
              <>
                <Text size="sm">
                  A new version of “{saved.name}”, after version {saved.version}.
                </Text>
                <TextInput
                  label="What changed"
                  data-autofocus
                  value={message}
                  onChange={(event) => setMessage(event.currentTarget.value)}
                />
              </>
            )}
            <Group justify="flex-end">
              {saved && !asNew && (
                <Button variant="subtle" onClick={() => setAsNew(true)}>
                  Save under another name
                </Button>
              )}
              <Button type="submit" loading={save.isPending}>
                Save
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
