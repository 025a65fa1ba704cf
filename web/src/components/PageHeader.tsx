import { Group, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

export function PageHeader(props: { title: string; subtitle?: ReactNode; children?: ReactNode }) {
  useDocumentTitle(`${props.title} · Ulam`);
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <div className="page-title">
        <Title order={1}>{props.title}</Title>
        {props.subtitle && (
          <Text c="dimmed" size="sm" component="div">
            {props.subtitle}
          </Text>
        )}
      </div>
      {props.children && (
        <Group gap="xs" className="page-actions">
          {props.children}
        </Group>
      )}
    </Group>
  );
}
