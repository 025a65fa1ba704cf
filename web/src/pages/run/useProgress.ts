import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type LiveState, useLive } from "~/api/live";
import { part } from "~/api/http";
import { isFinal, simulationStatusQuery } from "~/api/simulations";
import type { LiveOutput, ProgressMessage, SimulationStatus } from "~/api/types";

/** Where the live connection doesn't come through, the state is asked for this often. */
const POLL_MS = 2000;

export interface Progress {
  status: SimulationStatus;
  outputs: readonly LiveOutput[];
  connection: LiveState;
}

/** Outputs that a message doesn't list stay as they were. */
export function mergeOutputs(
  before: readonly LiveOutput[],
  news: readonly LiveOutput[],
): readonly LiveOutput[] {
  if (news.length === 0) return before;
  const byCell = new Map(before.map((output) => [output.cell, output]));
  for (const output of news) byCell.set(output.cell, output);
  return [...byCell.values()];
}

/** A run as it is now: live, and from the start of the page, however often it is loaded. */
export function useProgress(simulationId: string, initial: SimulationStatus): Progress {
  const client = useQueryClient();
  const [outputs, setOutputs] = useState<readonly LiveOutput[]>([]);
  const [connection, setConnection] = useState<LiveState>("connecting");
  const query = simulationStatusQuery(simulationId);
  const status =
    useQuery({
      ...query,
      initialData: initial,
      refetchInterval: (current) =>
        connection !== "open" && current.state.data && !isFinal(current.state.data.state)
          ? POLL_MS
          : false,
    }).data ?? initial;
  const ended = isFinal(status.state);
  useLive<ProgressMessage>(
    ended ? undefined : `/ws/progress/${part(simulationId)}`,
    (message) => {
      if (message.type === "pong") return;
      client.setQueryData(query.queryKey, message.status);
      if (message.type === "snapshot") setOutputs(message.outputs);
      else if (message.type === "progress") {
        setOutputs((before) => mergeOutputs(before, message.outputs));
      }
    },
    setConnection,
  );
  return { status, outputs, connection };
}
