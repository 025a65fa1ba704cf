import type { DistributionFamily, DistributionPreview } from "~/api/types";

export interface PercentileRow {
  percent: number;
  value: number;
}

const starts: Record<number, readonly number[]> = {
  1: [50],
  2: [5, 95],
  3: [5, 50, 95],
  4: [5, 25, 75, 95],
};

/** As many percentiles as the family has parameters, from the distribution as it is now. */
export function percentilesFor(
  family: DistributionFamily,
  preview: DistributionPreview | undefined,
): PercentileRow[] {
  const count = family.parameters.filter((parameter) => !parameter.is_optional).length;
  const percents = starts[Math.min(4, Math.max(1, count))] ?? [5, 50, 95];
  return percents.map((percent) => {
    const known = preview?.quantiles.find(
      (one) => Math.abs(one.probability - percent / 100) < 1e-9,
    );
    const value = known?.value ?? preview?.moments.median ?? percent;
    return { percent, value: Number(value.toPrecision(6)) };
  });
}

/** `NormalAlt(0.05, 80, 0.95, 120)`. */
export function percentileCall(family: string, rows: readonly PercentileRow[]): string {
  const ordered = [...rows].sort((one, other) => one.percent - other.percent);
  const parts = ordered.flatMap(({ percent, value }) => [
    String(Number((percent / 100).toPrecision(10))),
    String(value),
  ]);
  return `${family}Alt(${parts.join(", ")})`;
}
