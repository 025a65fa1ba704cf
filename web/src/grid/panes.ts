import type { Axis } from "./axis";

/** Frozen rows or columns take at most this share of the room, so that the rest can be scrolled. */
const SHARE_MAX = 0.6;

/** How many of the frozen rows or columns have room: on a narrow screen not all of them. */
export function frozenThatFit(axis: Axis, frozen: number, room: number): number {
  let count = Math.min(frozen, Math.max(0, axis.count - 1));
  while (count > 0 && axis.offset(count) > room * SHARE_MAX) count--;
  return count;
}

/** Scrolls just so far that something is in sight: the new place of the window's beginning. */
export function scrolledTo(
  axis: Axis,
  index: number,
  frozen: number,
  from: number,
  room: number,
): number {
  if (index < frozen) return from;
  const frozenLength = axis.offset(frozen);
  const start = axis.offset(index);
  const end = start + axis.size(index);
  if (start < from + frozenLength) return start - frozenLength;
  if (end > from + room) return Math.min(start - frozenLength, end - room);
  return from;
}
