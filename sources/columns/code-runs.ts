/** Codes of rows of which equal ones stand together: where each run of them starts says all. */
export class CodeRuns implements Iterable<number> {
  /** The run in which a row was looked for last. */
  private last = 0

  constructor(
    private readonly starts: Int32Array,
    /** The code of each run. */
    private readonly codes: Int32Array,
    readonly length: number,
    /** Where the rows begin among those of the runs. */
    private readonly first = 0,
  ) {}

  /** The code of a row. */
  at(row: number): number {
    const { starts, last } = this
    const place = this.first + row
    if (place < starts[last]! || place >= (starts[last + 1] ?? Infinity)) this.last = this.runOf(place)
    return this.codes[this.last]!
  }

  /** The rows from one to before another, or to the last; nothing is copied. */
  subarray(from: number, to: number): CodeRuns {
    return new CodeRuns(this.starts, this.codes, Math.max(0, Math.min(to, this.length) - from), this.first + from)
  }

  /** Puts the codes of all rows at the beginning of an array. */
  put(into: Int32Array): void {
    const { starts, codes, first, length } = this
    for (let row = 0, run = this.runOf(first); row < length; run += 1) {
      const end = Math.min((starts[run + 1] ?? Infinity) - first, length)
      into.fill(codes[run]!, row, end)
      row = end
    }
  }

  *[Symbol.iterator](): Generator<number> {
    for (let row = 0; row < this.length; row += 1) yield this.at(row)
  }

  private runOf(place: number): number {
    let [low, high] = [0, this.starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.starts[middle]! <= place) low = middle
      else high = middle
    }
    return low
  }
}
