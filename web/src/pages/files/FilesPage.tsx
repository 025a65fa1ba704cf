import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Menu,
  Paper,
  Select,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import {
  IconDotsVertical,
  IconDownload,
  IconFiles,
  IconPencil,
  IconSearch,
  IconTable,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { deleteFile, fileDownloadPath, filePage } from "~/api/files";
import type { FileInfo } from "~/api/types";
import { openWorkbook } from "~/api/workbooks";
import { ConfirmModal } from "~/components/ConfirmModal";
import { EmptyState } from "~/components/EmptyState";
import { AnchorLink, ButtonLink } from "~/components/links";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatBytes } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { chooseFile } from "~/shell/uploads";
import { useMay } from "~/shell/useUser";
import { fileStates, isWorkbookKind, kindWords } from "./fileWords";
import { RenameDialog } from "./RenameDialog";

/** Every file that is stored, also those that are no workbooks or whose workbook was closed. */
export function FilesPage() {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [sort, setSort] = useState("updated_at");
  const list = useInfiniteQuery({
    queryKey: ["files", "pages", q, sort],
    queryFn: ({ pageParam, signal }) => filePage({ q, sort, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <PageHeader
        title="Files"
        subtitle="All that is stored: workbooks, closed ones too, and other files."
      >
        <ButtonLink to="/workbooks" variant="default" leftSection={<IconTable size={16} />}>
          Workbooks
        </ButtonLink>
      </PageHeader>
      <Group mb="md" gap="sm">
        <TextInput
          aria-label="Search files"
          placeholder="Search by name"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: 1, minWidth: 180 }}
        />
        <Select
          aria-label="Sort by"
          w={190}
          allowDeselect={false}
          value={sort}
          onChange={(value) => setSort(value ?? "updated_at")}
          data={[
            { value: "updated_at", label: "Changed last" },
            { value: "name", label: "Name" },
            { value: "bytes", label: "Largest" },
          ]}
        />
      </Group>
      <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <PageLoading />}
      {list.data && items.length === 0 && (
        <EmptyState
          icon={<IconFiles size={44} stroke={1.4} />}
          title={q ? "No file has this in its name" : "No files yet"}
          action={
            !q && (
              <Button leftSection={<IconUpload size={16} />} onClick={chooseFile}>
                Upload a workbook
              </Button>
            )
          }
        >
          {q
            ? "Try a part of the name."
            : "Workbooks that you drop on any page are kept here, with their versions."}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Paper p={0}>
          <Table.ScrollContainer minWidth={640}>
            <Table highlightOnHover className="stacked">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Kind</Table.Th>
                  <Table.Th className="number">Size</Table.Th>
                  <Table.Th className="number">Version</Table.Th>
                  <Table.Th>Changed</Table.Th>
                  <Table.Th>
                    <span className="visually-hidden">Actions</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((file) => (
                  <FileRow key={file.id} file={file} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      {list.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </div>
  );
}

function FileRow({ file }: { file: FileInfo }) {
  const state = fileStates[file.state];
  return (
    <Table.Tr>
      <Table.Td data-wide>
        {file.workbook_id ? (
          <AnchorLink
            to="/workbooks/$workbookId"
            params={{ workbookId: file.workbook_id }}
            fw={600}
            size="sm"
          >
            {file.name}
          </AnchorLink>
        ) : (
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {file.name}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {[file.description, file.created_by_name && `by ${file.created_by_name}`]
            .filter(Boolean)
            .join(", ")}
        </Text>
      </Table.Td>
      <Table.Td>
        {kindWords[file.kind]}
        {state && (
          <Badge ml={6} size="sm" variant="light" color={state.color}>
            {state.label}
          </Badge>
        )}
        {file.state_reason && (
          <Text size="xs" c="dimmed">
            {file.state_reason}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="number" data-label="Size">
        {formatBytes(file.bytes)}
      </Table.Td>
      <Table.Td className="number" data-label="Version">
        {file.version}
      </Table.Td>
      <Table.Td data-label="Changed">{formatAgo(file.updated_at)}</Table.Td>
      <Table.Td>
        <FileMenu file={file} />
      </Table.Td>
    </Table.Tr>
  );
}

function FileMenu({ file }: { file: FileInfo }) {
  const client = useQueryClient();
  const router = useRouter();
  const mayOpen = useMay("workbooks:write");
  const mayWrite = useMay("files:write");
  const mayRename = mayWrite && (file.my_access === "edit" || file.my_access === "manage");
  const mayDelete = mayWrite && file.my_access === "manage";
  const [isAsking, asking] = useDisclosure();
  const [isRenaming, renaming] = useDisclosure();
  const open = useMutation({
    mutationFn: () => openWorkbook(file.id),
    onSuccess: (workbook) => {
      void client.invalidateQueries({ queryKey: ["workbooks", "list"] });
      void client.invalidateQueries({ queryKey: ["files"] });
      client.setQueryData(["workbooks", workbook.id], workbook);
      void router.navigate({
        to: "/workbooks/$workbookId",
        params: { workbookId: workbook.id },
      });
    },
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: () => deleteFile(file.id),
    onSuccess: () => notifyDone(`${file.name} is deleted.`),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["files"] });
      void client.invalidateQueries({ queryKey: ["workbooks", "list"] });
      void client.invalidateQueries({ queryKey: ["storage-usage"] });
    },
    onError: notifyProblem,
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            aria-label={`More about ${file.name}`}
            loading={open.isPending || remove.isPending}
          >
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayOpen && isWorkbookKind(file.kind) && file.state === "ready" && (
            <Menu.Item leftSection={<IconTable size={16} />} onClick={() => open.mutate()}>
              Open as a workbook
            </Menu.Item>
          )}
          {file.state === "ready" && (
            <Menu.Item
              component="a"
              href={fileDownloadPath(file.id)}
              leftSection={<IconDownload size={16} />}
            >
              Download
            </Menu.Item>
          )}
          {mayRename && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={renaming.open}>
              Rename
            </Menu.Item>
          )}
          {mayDelete && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={asking.open}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmModal
        opened={isAsking}
        onClose={asking.close}
        question={`${file.name} is deleted with all its versions. Results of its simulations stay.`}
        confirm="Delete"
        onConfirm={() => remove.mutate()}
      />
      {isRenaming && <RenameDialog file={file} onClose={renaming.close} />}
    </>
  );
}
