import type { NumbersOfRows, RowRuns } from '../../harmonize/row-runs.js'
import type { NumberColumn } from './packed-numbers.js'

/** Runs in which each row has a step more than the one before: 1 where rows are counted, 0 where a run is of one subject. */
class SteppedRuns implements RowRuns {
  /** The run in which a row was looked for last. */
  private last = 0

  constructor(
    readonly starts: Int32Array,
    readonly firsts: Int32Array,
    private readonly step: 0 | 1,
  ) {}

  at(place: number): number {
    const { starts, firsts, step } = this
    const known = this.last
    if (place < starts[known]! || place >= (starts[known + 1] ?? Infinity)) this.last = this.runOf(place)
    return firsts[this.last]! + (place - starts[this.last]!) * step
  }

  private runOf(place: number): number {
    const { starts } = this
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= place) low = middle
      else high = middle
    }
    return low
  }
}

// More runs than one for so many rows are no less than the numbers.
const rowsOfRun = 16

/**
 * Joins numbers of a table's rows, block after block, as runs as long as these are less: rows of a file stand one after the
 * other, but for those that are left out, and in most files of many rows those of one subject stand together.
 */
export class JoinedRows {
  private readonly starts: number[] = []
  private readonly firsts: number[] = []
  private next = 0
  private all: Int32Array | null = null

  /** `step` is how much more the next row of a run has. */
  constructor(
    private readonly count: number,
    private readonly step: 0 | 1,
  ) {}

  /** Takes the numbers of the next rows, which stand from a place on. */
  put(numbers: NumberColumn, from: number): void {
    if (this.all === null) this.putRuns(numbers, from)
    this.all?.set(numbers, from)
  }

  /** The numbers of all rows. */
  end(): NumbersOfRows {
    return this.all ?? this.runs()
  }

  private runs(): SteppedRuns {
    return new SteppedRuns(Int32Array.from(this.starts), Int32Array.from(this.firsts), this.step)
  }

  private putRuns(numbers: NumberColumn, from: number): void {
    const { starts, firsts, step } = this
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at]!
      if (number !== this.next || starts.length === 0) {
        starts.push(from + at)
        firsts.push(number)
      }
      this.next = number + step
    }
    if (starts.length * rowsOfRun > Math.max(this.count, 2 ** 16)) this.spread(from)
  }

  /** Keeps the number of each row from here on, and of those before a row. */
  private spread(before: number): void {
    const runs = this.runs()
    this.all = new Int32Array(this.count)
    for (let place = 0; place < before; place += 1) this.all[place] = runs.at(place)
  }
}
