import type { Sampling, SimulationState } from "~/api/types";

export const stateWords: Record<SimulationState, { label: string; color: string }> = {
  queued: { label: "Waiting", color: "gray" },
  preparing: { label: "Preparing", color: "ulam" },
  running: { label: "Running", color: "ulam" },
  summarizing: { label: "Working out statistics", color: "ulam" },
  cancelling: { label: "Cancelling", color: "yellow" },
  completed: { label: "Completed", color: "leaf" },
  failed: { label: "Failed", color: "red" },
  cancelled: { label: "Cancelled", color: "gray" },
};

export const samplingWords: Record<Sampling, string> = {
  random: "random",
  lhs: "Latin hypercube",
  sobol: "Sobol",
};
