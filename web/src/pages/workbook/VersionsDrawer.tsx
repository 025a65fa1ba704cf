import {
  Badge,
  Button,
  Drawer,
  FileButton,
  Group,
  List,
  Modal,
  Paper,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import {
  fileDetailsQuery,
  type FileVersion,
  openVersion,
  restoreVersion,
  uploadVersion,
  versionCellsQuery,
  versionDownloadPath,
} from "~/api/fileVersions";
import type { Workbook } from "~/api/types";
import { ConfirmButton } from "~/components/ConfirmButton";
import { notifyDone } from "~/components/notify";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatBytes, formatCount, plural } from "~/formatting/numbers";
import { formatDateTime } from "~/formatting/times";
import { accepted } from "~/shell/uploads";
import { useMay } from "~/shell/useUser";
import { type CellChange, isSame, versionDifferences } from "./versionDifferences";

export interface VersionsDrawerProps {
  workbook: Pick<Workbook, "id" | "name" | "file_id" | "file_version">;
  opened: boolean;
  onClose: () => void;
}

/** Every version of the file behind a workbook: open it, compare it, take it back. */
export function VersionsDrawer(props: VersionsDrawerProps) {
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size="lg"
      title={`Versions of ${props.workbook.name}`}
      // Escape in a dialog above it closes that one alone.
      closeOnEscape={false}
      onKeyDown={(event) => {
        const isHere = event.currentTarget.contains(event.target as Node);
        if (event.key === "Escape" && isHere) props.onClose();
      }}
    >
      {props.opened && <VersionList {...props} />}
    </Drawer>
  );
}

function VersionList({ workbook, onClose }: VersionsDrawerProps) {
  const client = useQueryClient();
  const router = useRouter();
  const mayWrite = useMay("files:write");
  const mayOpen = useMay("workbooks:write");
  const details = useQuery(fileDetailsQuery(workbook.file_id));
  const [compared, setCompared] = useState<number>();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: fileDetailsQuery(workbook.file_id).queryKey });
    void client.invalidateQueries({ queryKey: ["workbooks"] });
    void client.invalidateQueries({ queryKey: ["storage-usage"] });
  };
  const show = (opened: Workbook) => {
    refresh();
    client.setQueryData(["workbooks", opened.id], opened);
    onClose();
    void router.navigate({ to: "/workbooks/$workbookId", params: { workbookId: opened.id } });
  };
  const open = useMutation({
    mutationFn: (version: number) => openVersion(workbook.file_id, version),
    onSuccess: show,
  });
  const restore = useMutation({
    mutationFn: async (version: number) => {
      await restoreVersion(workbook.file_id, version, workbook.name);
      return await openVersion(workbook.file_id, undefined);
    },
    onSuccess: (opened, version) => {
      notifyDone(`Version ${version} is the latest again.`);
      show(opened);
    },
  });
  if (details.isPending) return <PageLoading />;
  if (details.error) {
    return <ProblemAlert error={details.error} retry={() => void details.refetch()} />;
  }
  const { file, versions } = details.data;
  const mayChange = mayWrite && (file.my_access === "edit" || file.my_access === "manage");
  return (
    <Stack>
      {mayChange && <NewVersion workbook={workbook} onUploaded={show} />}
      <ProblemAlert error={open.error ?? restore.error} />
      <Stack gap="xs" component="ul" style={{ listStyle: "none", padding: 0, margin: 0 }}>
        {versions.map((version) => (
          <li key={version.version}>
            <VersionCard
              version={version}
              isLatest={version.version === file.version}
              isShown={version.version === workbook.file_version}
            >
              {mayOpen && version.version !== workbook.file_version && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Open version ${version.version}`}
                  loading={open.isPending && open.variables === version.version}
                  onClick={() => open.mutate(version.version)}
                >
                  Open
                </Button>
              )}
              {mayOpen && version.version > 1 && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`What changed in version ${version.version}`}
                  onClick={() => setCompared(version.version)}
                >
                  What changed
                </Button>
              )}
              <Button
                component="a"
                size="compact-sm"
                variant="subtle"
                aria-label={`Download version ${version.version}`}
                href={versionDownloadPath(workbook.file_id, version.version)}
              >
                Download
              </Button>
              {mayChange && version.version !== file.version && (
                <ConfirmButton
                  size="compact-sm"
                  color="ulam"
                  aria-label={`Restore version ${version.version}`}
                  question={`Version ${version.version} is stored again as version ${file.version + 1} and becomes the latest. No version is lost.`}
                  confirm="Restore"
                  loading={restore.isPending && restore.variables === version.version}
                  onConfirm={() => restore.mutate(version.version)}
                >
                  Restore
                </ConfirmButton>
              )}
            </VersionCard>
          </li>
        ))}
      </Stack>
      <Modal
        opened={compared !== undefined}
        onClose={() => setCompared(undefined)}
        title={`What changed in version ${compared ?? ""}`}
        size="xl"
      >
        {compared !== undefined && (
          <Differences
            fileId={workbook.file_id}
            before={versionBefore(versions, compared)}
            after={compared}
          />
        )}
      </Modal>
    </Stack>
  );
}

/** The one that it followed: some numbers may be missing. */
function versionBefore(versions: readonly FileVersion[], version: number): number {
  return Math.max(1, ...versions.map((one) => one.version).filter((number) => number < version));
}

function VersionCard(props: {
  version: FileVersion;
  isLatest: boolean;
  isShown: boolean;
  children: React.ReactNode;
}) {
  const { version } = props;
  return (
    <Paper p="sm">
      <Text size="sm" fw={600} component="div">
        Version {version.version}{" "}
        {props.isLatest && (
          <Badge size="sm" variant="light" color="leaf">
            latest
          </Badge>
        )}{" "}
        {props.isShown && (
          <Badge size="sm" variant="light">
            shown
          </Badge>
        )}
      </Text>
      {version.comment && <Text size="sm">{version.comment}</Text>}
      <Text size="xs" c="dimmed">
        {formatDateTime(version.created_at)}
        {version.created_by_name && ` by ${version.created_by_name}`}, {formatBytes(version.bytes)}
        {version.scan === "infected" && ". Malware was found in it"}
      </Text>
      <Group gap={4} mt={4}>
        {props.children}
      </Group>
    </Paper>
  );
}

function NewVersion(props: {
  workbook: VersionsDrawerProps["workbook"];
  onUploaded: (workbook: Workbook) => void;
}) {
  const { workbook } = props;
  const [comment, setComment] = useState("");
  const add = useMutation({
    mutationFn: async (file: File) => {
      await uploadVersion(workbook.file_id, file, file.name, comment);
      return await openVersion(workbook.file_id, undefined);
    },
    onSuccess: (opened) => {
      notifyDone("The new version is open.");
      props.onUploaded(opened);
    },
  });
  return (
    <Stack gap="xs">
      <ProblemAlert error={add.error} title="The version wasn't added" />
      <Group align="flex-end">
        <TextInput
          label="What changed"
          placeholder="Prices of March"
          maxLength={1000}
          style={{ flex: 1, minWidth: 160 }}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <FileButton accept={accepted.join(",")} onChange={(file) => file && add.mutate(file)}>
          {(button) => (
            <Button {...button} leftSection={<IconUpload size={16} />} loading={add.isPending}>
              Add a version
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}

/** Changes that are listed of one kind; the rest is counted. */
const LISTED_MAX = 200;

export function Differences(props: { fileId: string; before: number; after: number }) {
  const before = useQuery(versionCellsQuery(props.fileId, props.before));
  const after = useQuery(versionCellsQuery(props.fileId, props.after));
  const error = before.error ?? after.error;
  if (error) {
    const retry = () => {
      if (before.error) void before.refetch();
      if (after.error) void after.refetch();
    };
    return <ProblemAlert error={error} retry={retry} title="The versions can't be compared" />;
  }
  if (!before.data || !after.data) return <PageLoading />;
  const found = versionDifferences(before.data, after.data);
  if (isSame(found)) {
    return (
      <Text>No cell differs from version {props.before}: only how it looks, if anything.</Text>
    );
  }
  return (
    <Stack>
      {found.sheetsAdded.length > 0 && (
        <Text size="sm">New sheets: {found.sheetsAdded.join(", ")}.</Text>
      )}
      {found.sheetsRemoved.length > 0 && (
        <Text size="sm">Sheets that are gone: {found.sheetsRemoved.join(", ")}.</Text>
      )}
      <Changes title="Entered" changes={found.entered} />
      <Changes title="Names" changes={found.names} />
      <Changes title="Other results of the same formulas" changes={found.results} />
    </Stack>
  );
}

const kindWords = { added: "new", removed: "gone", changed: "changed" } as const;

function Changes({ title, changes }: { title: string; changes: readonly CellChange[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm">
        {title}: {plural(changes.length, "difference")}
      </Text>
      <List size="sm" listStyleType="none">
        {changes.slice(0, LISTED_MAX).map((change) => (
          <List.Item key={`${change.sheet}!${change.cell}`} style={{ overflowWrap: "anywhere" }}>
            <span className="cell-address">
              {change.sheet && `${change.sheet}!`}
              {change.cell}
            </span>
            : {kindWords[change.kind]}
            {change.before && (
              <>
                {" "}
                <del className="formula">{change.before}</del>
              </>
            )}
            {change.after && (
              <>
                {" "}
                <ins className="formula">{change.after}</ins>
              </>
            )}
          </List.Item>
        ))}
      </List>
      {changes.length > LISTED_MAX && (
        <Text size="xs" c="dimmed">
          And {formatCount(changes.length - LISTED_MAX)} more.
        </Text>
      )}
    </section>
  );
}
