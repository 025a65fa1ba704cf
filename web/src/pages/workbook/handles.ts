import type { DistributionPreview } from "~/api/types";

/**
 * Which parameters can be dragged. Most are places on the value axis (the least, the most likely);
 * a standard deviation or scale is a distance, dragged at that distance from the middle.
 */
export interface HandlePlace {
  /** Index among the call's arguments. */
  argument: number;
  name: string;
  at: number;
  /** The parameter's value when its handle is dragged to here. */
  valueAt: (place: number) => number;
}

const places = new Set([
  "min",
  "max",
  "minimum",
  "maximum",
  "most_likely",
  "mean",
  "mode",
  "median",
  "mu",
  "location",
  "lower",
  "upper",
  "low",
  "medium",
  "high",
  "bottom",
  "top",
  "a",
  "b",
]);
const distances = new Set(["sd", "sigma", "scale", "spread", "s"]);
const middles = ["mean", "mu", "location", "most_likely", "mode"];

/** Laws whose like-named parameters aren't in the units of the value. */
const exceptions = new Set([
  "Lognormal2",
  "Beta",
  "BetaBinomial",
  "Binomial",
  "Metalog",
  "Kumaraswamy",
]);

export function handlePlaces(preview: DistributionPreview): HandlePlace[] {
  if (exceptions.has(preview.family)) return [];
  const low = preview.x[0];
  const high = preview.x.at(-1);
  if (low === undefined || high === undefined || !(high > low)) return [];
  const room = (high - low) * 0.2;
  const isInSight = (at: number) => at >= low - room && at <= high + room;
  const numbers = preview.arguments.filter((argument) => !argument.is_modifier);
  const middle = numbers.find((argument) => middles.includes(argument.name))?.value ?? 0;
  const result: HandlePlace[] = [];
  numbers.forEach((argument, index) => {
    const { name, value } = argument;
    // A cell or a formula has its own value; only numbers can be typed over by dragging.
    if (value === null || value === undefined || !Number.isFinite(Number(argument.text))) return;
    if (places.has(name) && isInSight(value)) {
      result.push({ argument: index, name, at: value, valueAt: (place) => place });
    } else if (distances.has(name) && isInSight(middle + value)) {
      result.push({
        argument: index,
        name,
        at: middle + value,
        valueAt: (place) => Math.max(place - middle, (high - low) / 1000),
      });
    }
  });
  return result;
}

/** The axis of a preview, with room for the handles to be dragged outwards. */
export function previewAxis(preview: DistributionPreview): { low: number; high: number } {
  const first = preview.x[0] ?? 0;
  const last = preview.x.at(-1) ?? 1;
  if (!(last > first)) return { low: first - 1, high: first + 1 };
  const room = (last - first) * 0.12;
  return { low: first - room, high: last + room };
}
