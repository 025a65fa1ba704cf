import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** Says what will be here, and how to begin. */
export function EmptyState(props: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Paper p="xl">
      <Stack align="center" gap="sm" ta="center">
        <span style={{ color: "var(--ulam-text-dimmed)" }} aria-hidden>
          {props.icon}
        </span>
        <Title order={2}>{props.title}</Title>
        <Text c="dimmed" maw="60ch">
          {props.children}
        </Text>
        {props.action}
      </Stack>
    </Paper>
  );
}
