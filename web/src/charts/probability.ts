/** Reading probabilities off a cumulative curve, and delimiters between which a share of the trials lies. */

/** Points of a cumulative curve: values ascending, with the share of trials at or below each. */
export interface CurvePoint {
  value: number;
  probability: number;
}

export interface Delimiters {
  low: number;
  high: number;
}

/** The first point whose value is greater. */
function upperBound(curve: readonly CurvePoint[], value: number): number {
  let low = 0;
  let high = curve.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((curve[middle]?.value ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The share of trials at or below the value, linear between the curve's points. */
export function probabilityBelow(curve: readonly CurvePoint[], value: number): number {
  const place = upperBound(curve, value);
  const before = curve[place - 1];
  const after = curve[place];
  if (!before) return 0;
  if (!after) return 1;
  const width = after.value - before.value;
  if (width <= 0) return after.probability;
  const share = (value - before.value) / width;
  return before.probability + share * (after.probability - before.probability);
}

export function probabilityBetween(curve: readonly CurvePoint[], delimiters: Delimiters): number {
  const { low, high } = delimiters;
  if (!(high >= low)) return 0;
  return Math.max(0, probabilityBelow(curve, high) - probabilityBelow(curve, low));
}

/** The value with this share of the trials at or below it. */
export function quantile(curve: readonly CurvePoint[], probability: number): number {
  const last = curve.at(-1);
  const first = curve[0];
  if (!first || !last) return NaN;
  if (probability <= first.probability) return first.value;
  for (let place = 1; place < curve.length; place++) {
    const before = curve[place - 1];
    const after = curve[place];
    if (!before || !after || after.probability < probability) continue;
    const height = after.probability - before.probability;
    if (height <= 0) return after.value;
    return (
      before.value + ((probability - before.probability) / height) * (after.value - before.value)
    );
  }
  return last.value;
}

/** Keeps the two in order and within the axis; the one being dragged stops at the other. */
export function moveDelimiter(
  delimiters: Delimiters,
  which: "low" | "high",
  value: number,
  axis: Delimiters,
): Delimiters {
  const within = Math.min(Math.max(value, axis.low), axis.high);
  return which === "low"
    ? { low: Math.min(within, delimiters.high), high: delimiters.high }
    : { low: delimiters.low, high: Math.max(within, delimiters.low) };
}

/** A curve from a histogram's bins, where the service gave none. */
export function curveOfBins(
  bins: readonly { from: number; to: number; count: number }[],
): CurvePoint[] {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const first = bins[0];
  if (!first || total <= 0) return [];
  const curve: CurvePoint[] = [{ value: first.from, probability: 0 }];
  let sum = 0;
  for (const bin of bins) {
    sum += bin.count;
    curve.push({ value: bin.to, probability: sum / total });
  }
  return curve;
}
