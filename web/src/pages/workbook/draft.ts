import type {
  CopulaSpec,
  InputSpec,
  RunSettings,
  Sampling,
  SimulationSpec,
  ValidationReport,
} from "~/api/types";
import { sameCell } from "~/grid/addresses";

/** What is being prepared for a workbook. Correlations name inputs by cell, so renaming breaks nothing. */
export interface Draft {
  inputs: DraftInput[];
  outputs: DraftOutput[];
  correlations: DraftCorrelation[];
  copulas: CopulaSpec[];
  probabilities: string[];
  trials: number;
  seed: number;
  sampling: Sampling;
  settings: RunSettings;
  /** What to call the run; empty for the workbook's name. */
  name: string;
  /** The saved simulation that it began as. */
  saved?: { id: string; name: string; version: number } | undefined;
}

export interface DraftInput {
  cell: string;
  name: string;
  distribution: string;
}

export interface DraftOutput {
  cell: string;
  name: string;
}

export interface DraftCorrelation {
  first: string;
  second: string;
  rho: number;
}

export const defaultSettings: RunSettings = {
  stop_when: [],
  replicates: 1,
  simulate_over: [],
  tail: "lower",
  tornado: "mean",
  sensitivity: true,
  keep_inputs: true,
};

export function emptyDraft(
  preferences: { default_trials?: number | null; default_sampling?: Sampling | null } = {},
): Draft {
  return {
    inputs: [],
    outputs: [],
    correlations: [],
    copulas: [],
    probabilities: [],
    trials: preferences.default_trials ?? 100_000,
    seed: 1,
    sampling: preferences.default_sampling ?? "random",
    settings: defaultSettings,
    name: "",
  };
}

export type DraftAction =
  | { type: "set_input"; cell: string; distribution?: string; name?: string }
  | { type: "remove_input"; cell: string }
  | { type: "set_output"; cell: string; name?: string }
  | { type: "remove_output"; cell: string }
  | { type: "correlate"; first: string; second: string; rho: number | undefined }
  | { type: "add_probability"; expression: string }
  | { type: "remove_probability"; expression: string }
  | {
      type: "set_run";
      change: Partial<Pick<Draft, "trials" | "seed" | "sampling" | "name">>;
    }
  | { type: "set_settings"; change: Partial<RunSettings> }
  | { type: "replace"; draft: Draft }
  | { type: "clear" };

function setInput(draft: Draft, action: Extract<DraftAction, { type: "set_input" }>): Draft {
  const place = draft.inputs.findIndex((input) => sameCell(input.cell, action.cell));
  const before = draft.inputs[place];
  if (!before) {
    if (!action.distribution) return draft;
    const input = {
      cell: action.cell,
      name: action.name ?? "",
      distribution: action.distribution,
    };
    return { ...draft, inputs: [...draft.inputs, input] };
  }
  const input = {
    ...before,
    ...(action.distribution === undefined ? {} : { distribution: action.distribution }),
    ...(action.name === undefined ? {} : { name: action.name }),
  };
  return { ...draft, inputs: draft.inputs.with(place, input) };
}

function setOutput(draft: Draft, action: Extract<DraftAction, { type: "set_output" }>): Draft {
  const place = draft.outputs.findIndex((output) => sameCell(output.cell, action.cell));
  const before = draft.outputs[place];
  const output = { cell: action.cell, name: action.name ?? before?.name ?? "" };
  return {
    ...draft,
    outputs: before ? draft.outputs.with(place, output) : [...draft.outputs, output],
  };
}

const samePair = (correlation: DraftCorrelation, first: string, second: string) =>
  (sameCell(correlation.first, first) && sameCell(correlation.second, second)) ||
  (sameCell(correlation.first, second) && sameCell(correlation.second, first));

export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case "set_input":
      return setInput(draft, action);
    case "remove_input":
      return {
        ...draft,
        inputs: draft.inputs.filter((input) => !sameCell(input.cell, action.cell)),
        correlations: draft.correlations.filter(
          ({ first, second }) => !sameCell(first, action.cell) && !sameCell(second, action.cell),
        ),
      };
    case "set_output":
      return setOutput(draft, action);
    case "remove_output":
      return {
        ...draft,
        outputs: draft.outputs.filter((output) => !sameCell(output.cell, action.cell)),
      };
    case "correlate": {
      const others = draft.correlations.filter(
        (correlation) => !samePair(correlation, action.first, action.second),
      );
      if (action.rho === undefined || action.rho === 0 || !Number.isFinite(action.rho)) {
        return { ...draft, correlations: others };
      }
      const rho = Math.min(1, Math.max(-1, action.rho));
      return {
        ...draft,
        correlations: [...others, { first: action.first, second: action.second, rho }],
      };
    }
    case "add_probability": {
      const expression = action.expression.trim();
      if (expression === "" || draft.probabilities.includes(expression)) return draft;
      return { ...draft, probabilities: [...draft.probabilities, expression] };
    }
    case "remove_probability":
      return {
        ...draft,
        probabilities: draft.probabilities.filter((one) => one !== action.expression),
      };
    case "set_run":
      return { ...draft, ...action.change };
    case "set_settings":
      return { ...draft, settings: { ...draft.settings, ...action.change } };
    case "replace":
      return action.draft;
    case "clear":
      return { ...emptyDraft(), trials: draft.trials, sampling: draft.sampling };
  }
}

/** What an input or output is called in a spec: its name, else its cell. */
const reference = (draft: Draft, cell: string) =>
  draft.inputs.find((input) => sameCell(input.cell, cell))?.name || cell;

export function specOf(draft: Draft): SimulationSpec {
  const named = (name: string) => (name.trim() === "" ? {} : { name: name.trim() });
  return {
    inputs: draft.inputs.map((input): InputSpec => ({
      cell: input.cell,
      distribution: input.distribution,
      ...named(input.name),
    })),
    outputs: draft.outputs.map((output) => ({ cell: output.cell, ...named(output.name) })),
    correlations: draft.correlations.map(({ first, second, rho }): [string, string, number] => [
      reference(draft, first),
      reference(draft, second),
      rho,
    ]),
    copulas: draft.copulas,
    probabilities: draft.probabilities,
    trials: draft.trials,
    seed: draft.seed,
    sampling: draft.sampling,
  };
}

/** A spec from the service, where what is empty is left out. */
export function draftOf(
  spec: SimulationSpec,
  settings: RunSettings | null | undefined,
  saved?: Draft["saved"],
): Draft {
  const inputs = (spec.inputs ?? []).map((input) => ({
    cell: input.cell,
    name: input.name ?? "",
    distribution: input.distribution,
  }));
  const cellOf = (text: string) =>
    inputs.find((input) => input.name.toLowerCase() === text.toLowerCase())?.cell ?? text;
  return {
    ...emptyDraft(),
    inputs,
    outputs: (spec.outputs ?? []).map((output) =>
      typeof output === "string"
        ? { cell: output, name: "" }
        : { cell: output.cell, name: output.name ?? "" },
    ),
    correlations: (spec.correlations ?? []).map((correlation) => {
      const [first, second, rho] = correlation as [string, string, number];
      return { first: cellOf(first), second: cellOf(second), rho };
    }),
    copulas: spec.copulas ?? [],
    probabilities: spec.probabilities ?? [],
    trials: spec.trials ?? 100_000,
    seed: spec.seed ?? 1,
    sampling: spec.sampling ?? "random",
    settings: { ...defaultSettings, ...settings },
    saved,
  };
}

export function isEmptyDraft(draft: Draft): boolean {
  return draft.inputs.length === 0 && draft.outputs.length === 0;
}

/** Can it be run? The service's errors, or what is plainly missing. */
export function whatIsMissing(
  draft: Draft,
  existing: { inputs: number; outputs: number },
  report: ValidationReport | undefined,
): string | undefined {
  if (draft.inputs.length + existing.inputs === 0) {
    return "Choose a cell that you are unsure of and make it an input.";
  }
  if (draft.outputs.length + existing.outputs === 0) {
    return "Choose a cell that you care about and make it an output.";
  }
  return report && !report.is_valid ? "Mend what is listed below first." : undefined;
}
