/** Where the header of a table seems to stand. */
export interface ToldHeader {
  /** Its row, or its two rows, from 1. */
  readonly rows: number | readonly [number, number]
  /** Whether the row reads like data too: then there may be no header at all. */
  readonly doubtful: boolean
}

type Row = readonly string[]

const isFilled = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== ''

const filledIn = (row: Row): number => row.filter(isFilled).length

// Numbers, days, limits, codes of digits: what stands below a header and not in it.
const isValue = (cell: string): boolean =>
  /^[<>≤≥=~]?\s*[-+]?[\d.,]+\s*%?$|^\d{1,4}[-/.年]\d{1,2}/.test(cell.normalize('NFKC').trim())

const isWords = (row: Row): boolean => {
  const filled = row.filter(isFilled)
  return filled.length > 0 && filled.filter(isValue).length * 10 <= filled.length
}

const widthOf = (rows: readonly Row[]): number => {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const last = row.findLastIndex(isFilled) + 1
    if (last > 0) counts.set(last, (counts.get(last) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

// Of a header of two rows one names columns where the other is blank.
const completes = (row: Row, other: Row, width: number): boolean =>
  isWords(other) && Array.from({ length: width }, (_, at) => at).some(at => !isFilled(row[at]) && isFilled(other[at]))

const hasDoubles = (row: Row): boolean => {
  const filled = row.filter(isFilled).map(cell => cell.trim())
  return new Set(filled).size < filled.length
}

const bodyHasValues = (rows: readonly Row[]): boolean =>
  rows.slice(0, 8).some(row => row.some(cell => isFilled(cell) && isValue(cell)))

const hasWordsOnly = (row: Row): boolean => !row.some(cell => isFilled(cell) && isValue(cell))

/** Tells by the first rows of a table where its header stands: below titles, above the first row of values. */
export const tellHeader = (top: readonly Row[]): ToldHeader => {
  const width = widthOf(top)
  // No header stands below a row of values.
  const at = top.findIndex(row => filledIn(row) * 2 >= width && filledIn(row) > 0)
  const row = top[at]
  if (row === undefined || !isWords(row)) return { rows: Math.max(0, at) + 1, doubtful: true }
  const [above, below] = [top[at - 1], top[at + 1]]
  if (below !== undefined && completes(row, below, width) && bodyHasValues(top.slice(at + 2))) {
    return { rows: [at + 1, at + 2], doubtful: false }
  }
  if (above !== undefined && filledIn(above) > 1 && (hasDoubles(row) || completes(row, above, width))) {
    return { rows: [at, at + 1], doubtful: false }
  }
  return { rows: at + 1, doubtful: !hasWordsOnly(row) }
}
