import { contains, type Position, type Range } from "./addresses";

function intersects(one: Range, other: Range): boolean {
  return (
    one.top <= other.bottom &&
    other.top <= one.bottom &&
    one.left <= other.right &&
    other.left <= one.right
  );
}

function encloses(outer: Range, inner: Range): boolean {
  return (
    outer.top <= inner.top &&
    outer.bottom >= inner.bottom &&
    outer.left <= inner.left &&
    outer.right >= inner.right
  );
}

/** Merged cells of a sheet: each shows what its first cell holds. */
export class Merges {
  constructor(readonly ranges: readonly Range[] = []) {}

  /** The merged cells that a cell belongs to. */
  at(position: Position): Range | undefined {
    return this.ranges.find((range) => contains(range, position));
  }

  /** Those of which something lies in the rows. */
  withinRows(top: number, bottom: number): Range[] {
    return this.ranges.filter((range) => range.top <= bottom && range.bottom >= top);
  }

  /** The cell that stands for a position: the first of merged cells. */
  owner(position: Position): Position {
    const range = this.at(position);
    return range ? { row: range.top, column: range.left } : position;
  }

  /** A selection takes merged cells as a whole. */
  expand(range: Range): Range {
    let whole = range;
    // Each round takes in at least one more, else it ends.
    for (let round = 0; round <= this.ranges.length; round++) {
      const next = this.ranges.find((one) => intersects(one, whole) && !encloses(whole, one));
      if (!next) break;
      whole = {
        top: Math.min(whole.top, next.top),
        left: Math.min(whole.left, next.left),
        bottom: Math.max(whole.bottom, next.bottom),
        right: Math.max(whole.right, next.right),
      };
    }
    return whole;
  }
}

/** Merged cells as a row draws them. */
export interface RowMerge {
  range: Range;
  /** Where they begin, from the row's top. */
  top: number;
  height: number;
  /** Whether this row draws them; the others below only leave room. */
  isDrawn: boolean;
}
