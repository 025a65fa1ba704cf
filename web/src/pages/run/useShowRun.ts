import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { simulationQuery } from "~/api/simulations";
import type { Simulation } from "~/api/types";

/**
 * Goes to a run that was just started. Its page is there before it is needed, and what the start
 * answered isn't asked again, so that the first picture comes at once.
 */
export function useShowRun(): (simulation: Simulation) => void {
  const client = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    // Where this fails, going there loads it, and says so if that fails too.
    void import("./RunPage").catch(() => undefined);
  }, []);
  return useCallback(
    (simulation: Simulation) => {
      client.setQueryData(simulationQuery(simulation.id).queryKey, simulation);
      void router.navigate({
        to: "/simulations/$simulationId",
        params: { simulationId: simulation.id },
      });
    },
    [client, router],
  );
}
