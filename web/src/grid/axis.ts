/**
 * Where rows or columns lie, in pixels. Most have the default size; those that don't are kept apart
 * (a sheet of a million rows with ten of another height costs ten entries), and hidden ones have size 0.
 */
export class Axis {
  private readonly indices: number[];
  private readonly sizes: number[];
  /** How much the entries up to and including this one add to default sizes. */
  private readonly excess: number[];

  constructor(
    readonly count: number,
    readonly defaultSize: number,
    overrides: Iterable<readonly [index: number, size: number]> = [],
  ) {
    const sorted = [...overrides]
      .filter(([index, size]) => index >= 0 && index < count && size >= 0 && size !== defaultSize)
      .sort((one, other) => one[0] - other[0]);
    this.indices = sorted.map(([index]) => index);
    this.sizes = sorted.map(([, size]) => size);
    this.excess = [];
    let sum = 0;
    for (const size of this.sizes) {
      sum += size - defaultSize;
      this.excess.push(sum);
    }
  }

  get length(): number {
    return this.count * this.defaultSize + (this.excess.at(-1) ?? 0);
  }

  /** How many overrides lie before the index. */
  private before(index: number): number {
    let low = 0;
    let high = this.indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.indices[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  size(index: number): number {
    const place = this.before(index);
    return this.indices[place] === index ? (this.sizes[place] ?? 0) : this.defaultSize;
  }

  /** The first pixel of a row or column. */
  offset(index: number): number {
    const place = this.before(index);
    return index * this.defaultSize + (place > 0 ? (this.excess[place - 1] ?? 0) : 0);
  }

  /** The row or column at a pixel; the last one beyond the end. */
  indexAt(pixel: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.offset(middle) <= pixel) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
