import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconAdjustments,
  IconDots,
  IconDownload,
  IconHistory,
  IconMathFunction,
  IconTrash,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { fileDownloadPath } from "~/api/files";
import type { Workbook } from "~/api/types";
import { closeWorkbook } from "~/api/workbooks";
import { MenuItemLink } from "~/components/links";
import { notifyProblem } from "~/components/notify";
import { useMay } from "~/shell/useUser";
import type { WatchedCell } from "./WhatIfDrawer";

const VersionsDrawer = lazy(() =>
  import("./VersionsDrawer").then((module) => ({ default: module.VersionsDrawer })),
);
const WhatIfDrawer = lazy(() =>
  import("./WhatIfDrawer").then((module) => ({ default: module.WhatIfDrawer })),
);

export interface WorkbookMenuProps {
  workbook: Workbook;
  /** The selected cell, and what it shows. */
  cell: string;
  shown: string;
  watched: readonly WatchedCell[];
}

/** What else can be done with a workbook. */
export function WorkbookMenu({ workbook, cell, shown, watched }: WorkbookMenuProps) {
  const client = useQueryClient();
  const router = useRouter();
  const mayWrite = useMay("workbooks:write");
  const [versionsOpened, versions] = useDisclosure();
  const [whatIfOpened, whatIf] = useDisclosure();
  const close = useMutation({
    mutationFn: () => closeWorkbook(workbook.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["workbooks", "list"] });
      void router.navigate({ to: "/workbooks" });
    },
    onError: notifyProblem,
  });
  return (
    <>
      {workbook.has_newer_version && (
        <Button size="xs" variant="light" color="yellow" onClick={versions.open}>
          A newer version is there
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" px={8} aria-label="More about this workbook">
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconAdjustments size={16} />} onClick={whatIf.open}>
            Try other values
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={versions.open}>
            Versions
          </Menu.Item>
          <Menu.Item
            component="a"
            href={fileDownloadPath(workbook.file_id)}
            leftSection={<IconDownload size={16} />}
          >
            Download the file
          </Menu.Item>
          <MenuItemLink to="/functions" leftSection={<IconMathFunction size={16} />}>
            Functions
          </MenuItemLink>
          {mayWrite && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => close.mutate()}
            >
              Close the workbook
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {versionsOpened && <VersionsDrawer workbook={workbook} opened onClose={versions.close} />}
        {whatIfOpened && (
          <WhatIfDrawer
            workbookId={workbook.id}
            opened
            onClose={whatIf.close}
            cell={cell}
            shown={shown}
            watched={watched}
          />
        )}
      </Suspense>
    </>
  );
}
