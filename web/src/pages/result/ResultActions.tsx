import { Button, Menu } from "@mantine/core";
import { IconDownload, IconRefresh, IconShare } from "@tabler/icons-react";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { resultSharesQuery, setResultShares } from "~/api/results";
import { startSimulation } from "~/api/simulations";
import type { ExportFormat, ResultDetails } from "~/api/types";
import { notifyProblem } from "~/components/notify";
import { ShareDialog } from "~/components/ShareDialog";
import { useShowRun } from "~/pages/run/useShowRun";
import { useMay } from "~/shell/useUser";
import { useExport } from "./useExport";

const formats: [ExportFormat, string][] = [
  ["xlsx", "Excel report"],
  ["pdf", "PDF report"],
  ["html", "Web page"],
  ["csv", "Samples as CSV"],
  ["parquet", "Samples as Parquet"],
];

export function ResultActions({
  result,
  mayExport,
}: {
  result: ResultDetails;
  mayExport: boolean;
}) {
  const [sharing, share] = useDisclosure();
  const exporting = useExport(result.id);
  return (
    <>
      <RunAgain result={result} />
      {mayExport && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} />}
              loading={exporting.isPending}
            >
              Export
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map(([format, label]) => (
              <Menu.Item key={format} onClick={() => exporting.mutate(format)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {mayExport && (
        <Button leftSection={<IconShare size={16} />} onClick={share.open}>
          Share
        </Button>
      )}
      <ShareDialog
        opened={sharing}
        onClose={share.close}
        what={result.name}
        linkQuery={{ result: result.id }}
        query={resultSharesQuery(result.id)}
        onSave={(shares) => setResultShares(result.id, shares)}
        linkOnly
      />
    </>
  );
}

/** The same model with other random numbers: does the answer stay? */
function RunAgain({ result }: { result: ResultDetails }) {
  const showRun = useShowRun();
  const mayRun = useMay("simulations:run");
  const run = useMutation({
    mutationFn: () => {
      const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? result.seed + 1;
      // Short enough to be read and told.
      const seed = 2 + (random % 999_998);
      return startSimulation(
        {
          workbook_id: result.workbook_id,
          name: result.name,
          spec: { ...result.spec, seed },
          settings: result.settings,
          saved_simulation_id: result.saved_simulation_id ?? null,
          saved_simulation_version: result.saved_simulation_version ?? null,
        },
        crypto.randomUUID(),
      );
    },
    onSuccess: showRun,
    onError: notifyProblem,
  });
  if (!mayRun) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} />}
      loading={run.isPending}
      onClick={() => run.mutate()}
    >
      Run with another seed
    </Button>
  );
}
