import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { runSavedSimulation } from "~/api/saved";
import { notifyProblem } from "~/components/notify";
import { useShowRun } from "~/pages/run/useShowRun";
import { useMay } from "~/shell/useUser";

export function RunSavedButton(props: {
  id: string;
  name: string;
  size?: string;
  version?: number;
}) {
  const showRun = useShowRun();
  const mayRun = useMay("simulations:run");
  const run = useMutation({
    mutationFn: () =>
      runSavedSimulation(props.id, props.version === undefined ? {} : { version: props.version }),
    onSuccess: showRun,
    onError: notifyProblem,
  });
  if (!mayRun) return null;
  return (
    <Button
      size={props.size ?? "compact-sm"}
      variant={props.size ? "filled" : "light"}
      leftSection={<IconPlayerPlay size={14} />}
      loading={run.isPending}
      onClick={() => run.mutate()}
      aria-label={`Run ${props.name}`}
    >
      Run
    </Button>
  );
}
