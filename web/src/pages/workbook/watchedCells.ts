import type { Suggestions } from "~/api/types";
import { sameCell } from "~/grid/addresses";
import type { DraftOutput } from "./draft";
import type { WatchedCell } from "./WhatIfDrawer";

const SUGGESTED_MAX = 5;

/** The cells whose values matter: the outputs, else those that look like outputs. */
export function watchedCells(
  outputs: readonly DraftOutput[],
  suggestions: Suggestions | undefined,
): WatchedCell[] {
  const watched: WatchedCell[] = [];
  const add = (cell: string, label: string | null | undefined) => {
    if (!watched.some((one) => sameCell(one.cell, cell)))
      watched.push({ cell, label: label || cell });
  };
  for (const output of outputs) add(output.cell, output.name);
  for (const output of suggestions?.existing_outputs ?? []) {
    add(output.cell, output.name ?? output.label);
  }
  if (watched.length > 0) return watched;
  for (const output of (suggestions?.outputs ?? []).slice(0, SUGGESTED_MAX)) {
    add(output.cell, output.label);
  }
  return watched;
}
