import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export interface ConfirmModalProps {
  opened: boolean;
  onClose: () => void;
  title?: string;
  question: ReactNode;
  confirm: string;
  onConfirm: () => void;
}

/** Asks before something is done that can't be undone. */
export function ConfirmModal(props: ConfirmModalProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title ?? "Are you sure?"}>
      <Stack>
        <Text>{props.question}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            Keep
          </Button>
          <Button
            color="red"
            onClick={() => {
              props.onClose();
              props.onConfirm();
            }}
          >
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
