import {
  Badge,
  Button,
  Group,
  Menu,
  ActionIcon,
  Paper,
  Progress,
  Select,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import {
  IconDotsVertical,
  IconFiles,
  IconFileSpreadsheet,
  IconSearch,
  IconTrash,
  IconUpload,
  IconX,
} from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteFile, storageUsageQuery } from "~/api/files";
import type { WorkbookSummary } from "~/api/types";
import { closeWorkbook, workbooksQuery } from "~/api/workbooks";
import { ConfirmModal } from "~/components/ConfirmModal";
import { EmptyState } from "~/components/EmptyState";
import { AnchorLink, ButtonLink } from "~/components/links";
import { notifyDone, notifyProblem } from "~/components/notify";
import { PageHeader } from "~/components/PageHeader";
import { PageLoading } from "~/components/PageLoading";
import { ProblemAlert } from "~/components/ProblemAlert";
import { formatBytes, formatCount, plural } from "~/formatting/numbers";
import { formatAgo } from "~/formatting/times";
import { chooseFile } from "~/shell/uploads";
import { useMay } from "~/shell/useUser";

export function WorkbooksPage() {
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [sort, setSort] = useState("created_at");
  const list = useQuery({ ...workbooksQuery(q, sort), placeholderData: keepPreviousData });
  const items = list.data?.items ?? [];
  return (
    <div className="page">
      <PageHeader title="Workbooks" subtitle="Spreadsheets that can be simulated.">
        <ButtonLink to="/files" variant="default" leftSection={<IconFiles size={16} />}>
          All files
        </ButtonLink>
        <Button leftSection={<IconUpload size={16} />} onClick={chooseFile}>
          Upload a workbook
        </Button>
      </PageHeader>
      <Group mb="md" gap="sm">
        <TextInput
          aria-label="Search workbooks"
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
          onChange={(value) => setSort(value ?? "created_at")}
          data={[
            { value: "created_at", label: "Opened last" },
            { value: "last_simulated_at", label: "Simulated last" },
            { value: "name", label: "Name" },
          ]}
        />
      </Group>
      <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      {list.isPending && <PageLoading />}
      {list.data && items.length === 0 && (
        <EmptyState
          icon={<IconFileSpreadsheet size={44} stroke={1.4} />}
          title={q ? "No workbook has this in its name" : "No workbooks yet"}
          action={!q && <Button onClick={chooseFile}>Choose a file</Button>}
        >
          {q
            ? "Try a part of the name."
            : "Drop an .xlsx, .xlsm, .xlsb, .xls, .ods or .csv file anywhere on this page."}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Paper p={0}>
          <Table.ScrollContainer minWidth={640}>
            <Table highlightOnHover className="stacked">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Base case</Table.Th>
                  <Table.Th className="number">Formulas</Table.Th>
                  <Table.Th className="number">Size</Table.Th>
                  <Table.Th>Opened</Table.Th>
                  <Table.Th>Simulated</Table.Th>
                  <Table.Th>
                    <span className="visually-hidden">Actions</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((workbook) => (
                  <WorkbookRow key={workbook.id} workbook={workbook} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      <Storage />
    </div>
  );
}

function WorkbookRow({ workbook }: { workbook: WorkbookSummary }) {
  const client = useQueryClient();
  const mayWrite = useMay("files:write");
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["workbooks", "list"] });
    void client.invalidateQueries({ queryKey: ["storage-usage"] });
  };
  const [isAsking, asking] = useDisclosure();
  const isOlder = workbook.has_newer_version;
  const close = useMutation({
    mutationFn: () => closeWorkbook(workbook.id),
    onSuccess: () => notifyDone(`${workbook.name} is closed. Its file stays under All files.`),
    onSettled: refresh,
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: async () => {
      await closeWorkbook(workbook.id);
      await deleteFile(workbook.file_id);
    },
    onSuccess: () => notifyDone(`${workbook.name} is deleted.`),
    onSettled: refresh,
    onError: notifyProblem,
  });
  return (
    <Table.Tr>
      <Table.Td data-wide>
        <AnchorLink
          to="/workbooks/$workbookId"
          params={{ workbookId: workbook.id }}
          fw={600}
          size="sm"
        >
          {workbook.name}
        </AnchorLink>
        {isOlder && (
          <Badge ml={6} size="sm" variant="light" color="gray">
            Version {workbook.file_version}, a newer one is there
          </Badge>
        )}
        <Text size="xs" c="dimmed">
          {plural(workbook.sheet_count, "sheet")}
          {!isOlder && workbook.file_version > 1 && `, version ${workbook.file_version}`}
          {workbook.created_by_name && `, by ${workbook.created_by_name}`}
        </Text>
      </Table.Td>
      <Table.Td data-wide>
        <Text size="sm" c={workbook.state === "failed" ? "red" : undefined}>
          {workbook.state === "opening"
            ? "Being opened"
            : (workbook.base_case?.sentence ?? workbook.state_reason)}
        </Text>
      </Table.Td>
      <Table.Td className="number" data-label="Formulas">
        {formatCount(workbook.formula_count)}
      </Table.Td>
      <Table.Td className="number" data-label="Size">
        {formatBytes(workbook.bytes)}
      </Table.Td>
      <Table.Td data-label="Opened">{formatAgo(workbook.created_at)}</Table.Td>
      <Table.Td data-label="Simulated">
        {workbook.last_simulated_at ? formatAgo(workbook.last_simulated_at) : "never"}
      </Table.Td>
      <Table.Td>
        {mayWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                aria-label={`More about ${workbook.name}`}
                loading={close.isPending || remove.isPending}
              >
                <IconDotsVertical size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconX size={16} />} onClick={() => close.mutate()}>
                {isOlder ? "Close this version" : "Close"}
              </Menu.Item>
              {!isOlder && (
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={asking.open}>
                  Delete
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
        <ConfirmModal
          opened={isAsking}
          onClose={asking.close}
          question={`The file ${workbook.name} is deleted with all its versions. Results of its simulations stay.`}
          confirm="Delete"
          onConfirm={() => remove.mutate()}
        />
      </Table.Td>
    </Table.Tr>
  );
}

function Storage() {
  const usage = useQuery(storageUsageQuery);
  if (!usage.data) return null;
  const { used_bytes, limit_bytes, file_count } = usage.data;
  return (
    <div style={{ marginTop: 16, maxWidth: 360 }}>
      <Text size="xs" c="dimmed">
        {plural(file_count, "file")}, {formatBytes(used_bytes)}
        {typeof limit_bytes === "number" && ` of ${formatBytes(limit_bytes)}`}
      </Text>
      {typeof limit_bytes === "number" && (
        <Progress
          size="sm"
          mt={4}
          value={(used_bytes / limit_bytes) * 100}
          color={used_bytes > limit_bytes * 0.9 ? "red" : undefined}
          aria-label="Storage used"
        />
      )}
    </div>
  );
}
