import type { AlertRule, AlertState, AlertSubject, Comparator } from "~/api/alerts";
import type { Channel } from "~/api/types";
import { formatBytes, formatCount, formatDuration, formatNumber } from "~/formatting/numbers";
import { formatProbability } from "~/formatting/numbers";

export const comparators: readonly { value: Comparator; label: string }[] = [
  { value: "above", label: "is above" },
  { value: "at_least", label: "is at least" },
  { value: "below", label: "is below" },
  { value: "at_most", label: "is at most" },
];

export const channelWords: Record<Channel, string> = {
  in_app: "In the app",
  email: "By mail",
  sms: "By text message",
  push: "By push message",
  webhook: "By webhook",
};

export const stateWords: Record<AlertState, { label: string; color: string }> = {
  no_data: { label: "Nothing seen yet", color: "gray" },
  ok: { label: "All well", color: "leaf" },
  firing: { label: "Condition holds", color: "red" },
};

export const metricWords: Record<string, string> = {
  storage_bytes: "Storage",
  files: "Files",
  simulations: "Simulations",
  trials: "Trials",
  compute_seconds: "Computing",
  exports: "Exports",
};

/** A condition is what is neither a moment nor a percentile. */
export function isProbability(statistic: string): boolean {
  return !/^(mean|sd|median|p[0-9]{1,2})$/i.test(statistic.trim());
}

export function statisticWords(statistic: string): string {
  const known = statistic.trim().toLowerCase();
  if (known === "mean") return "the mean";
  if (known === "sd") return "the standard deviation";
  if (known === "median" || known === "p50") return "the median";
  const percentile = /^p([0-9]{1,2})$/.exec(known)?.[1];
  if (percentile) return `the ${ordinal(Number(percentile))} percentile`;
  return `the probability of ${statistic.trim()}`;
}

export function ordinal(number: number): string {
  const tens = number % 100;
  const suffix = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${suffix}`;
}

/** A figure of what a rule watches, as people read it. */
export function figureText(subject: AlertSubject, value: number): string {
  if (subject.kind === "result")
    return isProbability(subject.statistic) ? formatProbability(value) : formatNumber(value);
  if (subject.kind !== "metric") return formatNumber(value);
  if (subject.metric === "storage_bytes") return formatBytes(value);
  if (subject.metric === "compute_seconds") return formatDuration(value);
  return formatCount(value);
}

/** What a rule says: "the 95th percentile of NPV in plan.xlsx is above 1,000". */
export function ruleSentence(
  rule: Pick<AlertRule, "subject" | "comparator" | "threshold">,
  nameOf: (id: string) => string | undefined,
): string {
  const { subject } = rule;
  const compared = comparators.find((one) => one.value === rule.comparator)?.label ?? "is";
  const threshold = figureText(subject, rule.threshold);
  if (subject.kind === "metric") {
    return `${metricWords[subject.metric] ?? subject.metric} of the organisation ${compared} ${threshold}`;
  }
  if (subject.kind === "query") return `A query's figure ${compared} ${threshold}`;
  const output = subject.output && !isProbability(subject.statistic) ? ` of ${subject.output}` : "";
  const id = subject.saved_simulation_id ?? subject.workbook_id;
  const place = id ? ` in ${nameOf(id) ?? "a model that is gone"}` : " in any result";
  const words = statisticWords(subject.statistic);
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}${output}${place} ${compared} ${threshold}`;
}
