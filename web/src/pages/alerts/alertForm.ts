import type { AlertRule, AlertSubject, Comparator, CreateAlertRule } from "~/api/alerts";
import type { Channel } from "~/api/types";
import { isProbability } from "./alertWords";

/** What is typed into the form, before it is a rule. */
export interface AlertDraft {
  name: string;
  watches: "workbook" | "saved" | "usage";
  workbookId: string | null;
  savedId: string | null;
  output: string;
  /** `mean`, `sd`, `p95`; `probability` for the condition below. */
  statistic: string;
  condition: string;
  metric: string;
  comparator: Comparator;
  /** Of a probability in percent. */
  threshold: number | undefined;
  channels: Channel[];
  cooldownSeconds: number;
}

export const emptyDraft: AlertDraft = {
  name: "",
  watches: "workbook",
  workbookId: null,
  savedId: null,
  output: "",
  statistic: "probability",
  condition: "",
  metric: "storage_bytes",
  comparator: "above",
  threshold: undefined,
  channels: ["in_app"],
  cooldownSeconds: 3600,
};

export function isPercent(draft: AlertDraft): boolean {
  return draft.watches !== "usage" && draft.statistic === "probability";
}

/** What is still missing, for the one who types; empty where the rule can be saved. */
export function missing(draft: AlertDraft): string[] {
  const found: string[] = [];
  if (draft.name.trim() === "") found.push("a name");
  if (draft.watches === "workbook" && !draft.workbookId) found.push("the workbook");
  if (draft.watches === "saved" && !draft.savedId) found.push("the saved simulation");
  if (draft.watches !== "usage") {
    if (draft.statistic === "probability" && draft.condition.trim() === "")
      found.push("the condition");
    if (draft.statistic !== "probability" && draft.output.trim() === "") found.push("the output");
  }
  if (draft.threshold === undefined) found.push("the figure to compare with");
  if (draft.channels.length === 0) found.push("a way to tell you");
  return found;
}

function subjectOf(draft: AlertDraft): AlertSubject {
  if (draft.watches === "usage") return { kind: "metric", metric: draft.metric };
  const statistic = draft.statistic === "probability" ? draft.condition.trim() : draft.statistic;
  return {
    kind: "result",
    workbook_id: draft.watches === "workbook" ? draft.workbookId : null,
    saved_simulation_id: draft.watches === "saved" ? draft.savedId : null,
    output: draft.statistic === "probability" ? null : draft.output.trim(),
    statistic,
  };
}

export function requestOf(draft: AlertDraft): CreateAlertRule {
  const threshold = draft.threshold ?? 0;
  return {
    name: draft.name.trim(),
    subject: subjectOf(draft),
    comparator: draft.comparator,
    threshold: isPercent(draft) ? threshold / 100 : threshold,
    channels: draft.channels,
    cooldown_seconds: draft.cooldownSeconds,
  };
}

/** The form of a rule that exists; what it watches stays as it is. */
export function draftOfRule(rule: AlertRule): AlertDraft {
  const { subject } = rule;
  const draft: AlertDraft = {
    ...emptyDraft,
    name: rule.name,
    comparator: rule.comparator,
    threshold: rule.threshold,
    channels: rule.channels,
    cooldownSeconds: rule.cooldown_seconds,
  };
  if (subject.kind === "metric") return { ...draft, watches: "usage", metric: subject.metric };
  if (subject.kind === "query") return draft;
  const isCondition = isProbability(subject.statistic);
  return {
    ...draft,
    watches: subject.saved_simulation_id ? "saved" : "workbook",
    workbookId: subject.workbook_id ?? null,
    savedId: subject.saved_simulation_id ?? null,
    output: subject.output ?? "",
    statistic: isCondition ? "probability" : subject.statistic,
    condition: isCondition ? subject.statistic : "",
    // 0.1 is 10, not 10.000000000000002.
    threshold: isCondition ? Number((rule.threshold * 100).toPrecision(12)) : rule.threshold,
  };
}
