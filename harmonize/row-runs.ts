/** Numbers of a table's rows as runs: each row of a run has the same number as the one before, or the next one. */
export interface RowRuns {
  /** Where each run starts. */
  readonly starts: Int32Array
  /** The number of each run's first row. */
  readonly firsts: Int32Array
  readonly at: (place: number) => number
}

/** A number for each row of a table, in an array or as runs. */
export type NumbersOfRows = Int32Array | RowRuns

/** The number of a row. */
export const numberAt = (numbers: NumbersOfRows, row: number): number =>
  // An array is asked several times as fast by itself.
  numbers instanceof Int32Array ? numbers[row]! : numbers.at(row)

/** Hands on the number that each run begins with and how many rows it has, of so many in all. */
export const eachRun = (
  { starts, firsts }: Omit<RowRuns, 'at'>,
  rows: number,
  take: (first: number, count: number) => void,
): void => {
  for (let run = 0; run < starts.length; run += 1) take(firsts[run]!, (starts[run + 1] ?? rows) - starts[run]!)
}

/** The run that has a place: the last of so many that starts at it or before. */
export const runOf = (starts: Int32Array, place: number, runs = starts.length): number => {
  let [low, high] = [0, runs]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= place) low = middle
    else high = middle
  }
  return low
}

/** Gives the numbers at the places from one to before another, which count one by one in each run; written over by the next ones. */
export const countedRuns = ({ starts, firsts }: Omit<RowRuns, 'at'>): ((from: number, to: number) => Int32Array) => {
  let some = new Int32Array()
  return (from, to) => {
    if (to - from > some.length) some = new Int32Array(to - from)
    for (let at = from, run = runOf(starts, from); at < to; run += 1) {
      const end = Math.min(starts[run + 1] ?? to, to)
      const first = firsts[run]! - starts[run]!
      for (; at < end; at += 1) some[at - from] = first + at
    }
    return some.subarray(0, to - from)
  }
}
