import type { Cell, SourceRow } from '../../../sources/source-record.js'

const textOf = (cell: Cell): string => (cell.kind === 'empty' ? '' : cell.text)

const equal = (first: readonly Cell[], second: readonly Cell[]): boolean =>
  first.length === second.length &&
  first.every((cell, index) => {
    const other = second[index]
    return other !== undefined && cell.kind === other.kind && textOf(cell) === textOf(other)
  })

// FNV-1a over the signs of a row: equal rows meet in one bucket, and only there are they compared.
const bucketOf = (cells: readonly Cell[]): number => {
  let hash = 0x811c9dc5
  for (const cell of cells) {
    const text = textOf(cell)
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    hash = Math.imul(hash ^ 0x1f, 0x01000193)
  }
  return hash
}

/** Finds, for each row of a table that is equal to an earlier one in every received cell, that earlier row's number. */
export const equalRows = (rows: readonly SourceRow[]): ReadonlyMap<SourceRow, number> => {
  const buckets = new Map<number, SourceRow[]>()
  const repeats = new Map<SourceRow, number>()
  for (const row of rows) {
    const bucket = bucketOf(row.cells)
    const earlier = buckets.get(bucket)
    const first = earlier?.find(({ cells }) => equal(cells, row.cells))
    if (first !== undefined) repeats.set(row, first.row)
    else if (earlier === undefined) buckets.set(bucket, [row])
    else earlier.push(row)
  }
  return repeats
}
