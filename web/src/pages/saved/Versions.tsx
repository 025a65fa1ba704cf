import { Button, Code, Group, Modal, Paper, ScrollArea, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { versionQuery } from "~/api/saved";
import type { SavedSimulationDetails } from "~/api/types";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { plural } from "~/formatting/numbers";
import { formatDateTime } from "~/formatting/times";
import { ChangeList } from "./ChangeList";
import { RunSavedButton } from "./RunSavedButton";

/** Every version, and what each changed. */
export function Versions({ saved }: { saved: SavedSimulationDetails }) {
  const [shown, setShown] = useState<number>();
  return (
    <Paper component="section" aria-label="Versions">
      <Text fw={600} mb="xs">
        Versions
      </Text>
      <Stack gap="sm">
        {saved.versions.map((version) => (
          <Group key={version.version} justify="space-between" wrap="nowrap" align="flex-start">
            <div>
              <Text size="sm">
                <b>{version.version}</b> {version.message ?? ""}
              </Text>
              <Text size="xs" c="dimmed">
                {formatDateTime(version.created_at)}
                {version.created_by_name && ` by ${version.created_by_name}`}
                {version.version > 1 && `, ${plural(version.change_count, "change")}`}
              </Text>
            </div>
            <Group gap={4} wrap="nowrap">
              {version.version > 1 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`What changed in version ${version.version}`}
                  onClick={() => setShown(version.version)}
                >
                  What changed
                </Button>
              )}
              <RunSavedButton
                id={saved.id}
                name={`version ${version.version}`}
                version={version.version}
              />
            </Group>
          </Group>
        ))}
      </Stack>
      <Modal
        opened={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={`What changed in version ${shown ?? ""}`}
        size="lg"
      >
        {shown !== undefined && <Difference id={saved.id} version={shown} />}
      </Modal>
    </Paper>
  );
}

function Difference({ id, version }: { id: string; version: number }) {
  const query = useQuery(versionQuery(id, version, undefined));
  if (query.isPending) return <PageLoading />;
  if (query.error) return <ProblemAlert error={query.error} />;
  const { difference } = query.data;
  if (!difference || difference.changes.length === 0) return <Text>Nothing changed.</Text>;
  return (
    <Stack>
      <ChangeList changes={difference.changes} />
      <ScrollArea tabIndex={0} aria-label="The spec files compared">
        <Code block>{difference.unified}</Code>
      </ScrollArea>
    </Stack>
  );
}
