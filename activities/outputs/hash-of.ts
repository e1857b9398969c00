import { createHash } from 'node:crypto'

/** SHA-256 over values, one after the other: a large content is never one text. */
export const hashOf = (...lists: readonly Iterable<unknown>[]): string => {
  const hash = createHash('sha256')
  for (const list of lists) {
    for (const value of list) hash.update(`${JSON.stringify(value)}\n`)
    hash.update('\n')
  }
  return hash.digest('hex')
}

/** SHA-256 over columns of numbers, one after the other, each with its length. */
export const hashColumns = (...columns: readonly (Int32Array | Float64Array)[]): string => {
  const hash = createHash('sha256')
  for (const column of columns) hash.update(`${String(column.length)}\n`).update(column)
  return hash.digest('hex')
}
