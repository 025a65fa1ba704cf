import { Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";

export interface ConfirmButtonProps extends ButtonProps {
  question: string;
  children: ReactNode;
  confirm: string;
  onConfirm: () => void;
  "aria-label"?: string;
}

/** A button for what can't be undone: it asks first. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { question, confirm, onConfirm, children, ...button } = props;
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="subtle" color="red" {...button} onClick={open}>
        {children}
      </Button>
      <Modal opened={opened} onClose={close} title="Are you sure?">
        <Stack>
          <Text>{question}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep
            </Button>
            <Button
              color="red"
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
