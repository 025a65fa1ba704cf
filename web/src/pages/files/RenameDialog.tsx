import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { renameFile } from "~/api/files";
import type { FileInfo } from "~/api/types";
import { notifyDone } from "~/components/notify";
import { ProblemAlert } from "~/components/ProblemAlert";

/** Another name for a file. */
export function RenameDialog({ file, onClose }: { file: FileInfo; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(file.name);
  const rename = useMutation({
    mutationFn: () => renameFile(file.id, name.trim()),
    onSuccess: (renamed) => {
      notifyDone(`The file is now called ${renamed.name}.`);
      void client.invalidateQueries({ queryKey: ["files"] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={`Rename ${file.name}`}>
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={rename.error} />
          <TextInput
            label="Name"
            description="What kind of file it is stays: so does the end of its name."
            required
            maxLength={255}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {file.workbook_id && (
            <Text size="sm" c="dimmed">
              The workbook that is open keeps its name; the next version opens under the new one.
            </Text>
          )}
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={rename.isPending}
              disabled={name.trim() === "" || name.trim() === file.name}
            >
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
