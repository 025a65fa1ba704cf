import type { Convergence, Fan, Scenario, Variable } from "~/api/types";
import { cellFormatter } from "~/formatting/cellFormat";
import type { Formatter } from "~/formatting/excelFormat";
import { formatCount, formatNumber } from "~/formatting/numbers";

/** What pictures show, in sentences with the workbook's own number formats. */

/** The 5th, 50th and 95th percentile, where known. */
export interface Spread {
  p5: number | null | undefined;
  p50: number | null | undefined;
  p95: number | null | undefined;
}

export function histogramSentence(label: string, spread: Spread, format: Formatter) {
  const { p5, p50, p95 } = spread;
  if (typeof p5 !== "number" || typeof p50 !== "number" || typeof p95 !== "number") {
    return undefined;
  }
  if (p5 === p95) return `${label} is ${format(p5)} in at least 90% of the trials.`;
  return `${label} lies between ${format(p5)} and ${format(p95)} in 90% of the trials; half of them are below ${format(p50)}.`;
}

export function convergenceSentence(convergence: Convergence, format: Formatter): string {
  const { low, high } = convergence.mean_interval ?? {};
  const trials = convergence.points.at(-1)?.trials;
  if (typeof low !== "number" || typeof high !== "number" || trials === undefined) {
    return convergence.sentence;
  }
  return `After ${formatCount(trials)} trials the mean of ${convergence.output.label} is known to lie between ${format(low)} and ${format(high)} (95% confidence).`;
}

/** Inputs that a sentence names; the table has them all. */
const NAMED_MAX = 2;

export function scenarioSentence(
  scenario: Scenario,
  tail: "lower" | "upper",
  share: number,
  format: Formatter,
  variableOf: (input: string) => Variable | undefined,
): string {
  const { threshold } = scenario;
  if (typeof threshold !== "number") return scenario.sentence;
  const where = `In the ${tail === "lower" ? "lowest" : "highest"} ${formatNumber(share * 100)}% of the trials ${scenario.output.label} is at or ${tail === "lower" ? "below" : "above"} ${format(threshold)}`;
  const named = scenario.inputs.slice(0, NAMED_MAX).map((input) => {
    const variable = variableOf(input.input);
    const median = cellFormatter(variable)(input.median);
    return `${variable?.label ?? input.input} is ${input.sd_shift < 0 ? "low" : "high"} (${median} in the middle)`;
  });
  return named.length === 0 ? `${where}.` : `${where}: ${named.join(", and ")}.`;
}

export function fanSentence(fan: Fan, format: Formatter): string {
  const middle = fan.percents.indexOf(50);
  const [first, last] = [fan.points[0], fan.points.at(-1)];
  const [from, to] = [first?.values[middle], last?.values[middle]];
  if (!first || !last || typeof from !== "number" || typeof to !== "number") return fan.sentence;
  return `The median goes from ${format(from)} (${first.output.label}) to ${format(to)} (${last.output.label}).`;
}
