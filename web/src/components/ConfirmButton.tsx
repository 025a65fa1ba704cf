import { Button, type ButtonProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { ConfirmModal } from "./ConfirmModal";

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
      <ConfirmModal
        opened={opened}
        onClose={close}
        question={question}
        confirm={confirm}
        onConfirm={onConfirm}
      />
    </>
  );
}
