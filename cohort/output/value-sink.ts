/**
 * Where the values of named columns go as they come. What arrives for one column is the same wherever the borders of ranges
 * lie and however wide numbers are kept: codes are numbered in the order in which they are first used, and runs of equal
 * values are given by their length.
 */
export interface ValueSink {
  readonly numbers: (column: string, values: Int32Array) => void
  readonly text: (column: string, text: string) => void
}

/** Codes of texts in the order of their first use; each text is given once. */
export interface Codes {
  readonly codeOf: (text: string) => number
}

/** Starts the codes of a column's texts. */
export const codesIn = (name: string, sink: ValueSink): Codes => {
  const codes = new Map<string, number>()
  return {
    codeOf: text => {
      const known = codes.get(text)
      if (known !== undefined) return known
      sink.text(`${name} texts`, JSON.stringify(text))
      codes.set(text, codes.size)
      return codes.size - 1
    },
  }
}

/** Values of which many in a row are equal, given as a value and how often it comes. */
export interface RunColumn {
  readonly add: (value: number) => void
  readonly addAll: (values: ArrayLike<number>, count: number) => void
  readonly addRun: (value: number, count: number) => void
  readonly finish: () => void
}

const runsAtOnce = 2_048

/** Starts a column of runs. */
export const runColumn = (name: string, sink: ValueSink): RunColumn => {
  const waiting = new Int32Array(2 * runsAtOnce)
  let filled = 0
  let last = 0
  let length = 0
  const end = (): void => {
    if (length === 0) return
    waiting[filled++] = last
    waiting[filled++] = length
    length = 0
    if (filled === waiting.length) {
      sink.numbers(name, waiting)
      filled = 0
    }
  }
  const addRun = (value: number, count: number): void => {
    if (count === 0) return
    if (value !== last) {
      end()
      last = value
    }
    length += count
  }
  return {
    add: value => {
      addRun(value, 1)
    },
    addRun,
    addAll: (values, count) => {
      let from = 0
      for (let at = 1; at <= count; at += 1) {
        if (at < count && values[at] === values[from]) continue
        addRun(values[from]!, at - from)
        from = at
      }
    },
    finish: () => {
      end()
      sink.numbers(name, waiting.subarray(0, filled))
    },
  }
}
