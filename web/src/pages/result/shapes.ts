import type { Histogram } from "~/api/types";
import type { Bin } from "~/charts/bars";
import type { CurvePoint } from "~/charts/probability";

/** The service's arrays as the charts take them. */
export function binsOf(edges: readonly number[], counts: readonly number[]): Bin[] {
  return counts.map((count, place) => ({
    from: edges[place] ?? 0,
    to: edges[place + 1] ?? edges[place] ?? 0,
    count,
  }));
}

/** A discrete variable's bars stand at its values, as wide as the closest two allow. */
export function histogramBins(histogram: Histogram): Bin[] {
  const { is_discrete, values, edges, counts } = histogram;
  if (!is_discrete || values.length === 0) return binsOf(edges, counts);
  let closest = Infinity;
  for (let place = 1; place < values.length; place++) {
    closest = Math.min(closest, (values[place] ?? 0) - (values[place - 1] ?? 0));
  }
  const half = (Number.isFinite(closest) ? closest : 1) * 0.4;
  return values.map((value, place) => ({
    from: value - half,
    to: value + half,
    count: counts[place] ?? 0,
  }));
}

export function curveOf(cumulative: Histogram["cumulative"]): CurvePoint[] {
  return cumulative.values.map((value, place) => ({
    value,
    probability: cumulative.probabilities[place] ?? 0,
  }));
}
