/** Stop rules as the form edits them: `mean within 1%` for every output. Others are kept as they are. */
export interface StopRule {
  statistic: string;
  percent: number;
}

const simple = /^(mean|sd|p5|p50|p95) within ([0-9.]+)%$/i;

export function readStopRules(texts: readonly string[]): { rules: StopRule[]; others: string[] } {
  const rules: StopRule[] = [];
  const others: string[] = [];
  for (const text of texts) {
    const match = simple.exec(text.trim());
    const percent = Number(match?.[2]);
    if (match?.[1] && percent > 0 && rules.length === 0) {
      rules.push({ statistic: match[1].toLowerCase(), percent });
    } else others.push(text);
  }
  return { rules, others };
}

export function writeStopRules(rules: readonly StopRule[]): string[] {
  return rules.map((rule) => `${rule.statistic} within ${rule.percent}%`);
}
