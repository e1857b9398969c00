import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { LogisticInput } from './logistic-data.js'

/**
 * Says, for a term whose coefficient runs away, what separates the outcome: the covariate's values at which only one
 * outcome was seen, with their counts, or that it takes a combination of terms (Albert and Anderson 1984).
 */
export const separationNote = (input: LogisticInput, term: string, j: number): Note => {
  const column = input.covariates[j]
  const cells = column === undefined ? [] : pureCells(column, input.outcome)
  const where =
    cells.length > 0
      ? cells.map(({ value, count, outcome }) => `${term} = ${value}: all ${count} have outcome ${outcome}`).join('; ')
      : null
  const split = column !== undefined && where === null ? splitPoint(column, input.outcome) : null
  const why =
    where ??
    (split === null ? 'a combination of terms separates the outcome' : `${term} separates the outcome at ${split}`)
  return note('separation', `the coefficient of ${term} may be infinite: ${why}`, [term])
}

const pureCells = (
  column: Float64Array,
  outcome: Uint8Array,
): readonly { value: number; count: number; outcome: number }[] => {
  const counts = new Map<number, [number, number]>()
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!
    const cell = counts.get(value) ?? [0, 0]
    cell[outcome[i] === 0 ? 0 : 1] += 1
    counts.set(value, cell)
    if (counts.size > 10) return []
  }
  return [...counts]
    .sort((a, b) => a[0] - b[0])
    .flatMap(([value, [none, some]]) =>
      none === 0 ? [{ value, count: some, outcome: 1 }] : some === 0 ? [{ value, count: none, outcome: 0 }] : [],
    )
}

const splitPoint = (column: Float64Array, outcome: Uint8Array): number | null => {
  const range = [
    [Infinity, -Infinity],
    [Infinity, -Infinity],
  ] as const
  const low = [Infinity, Infinity]
  const high = [-Infinity, -Infinity]
  for (let i = 0; i < column.length; i++) {
    const side = outcome[i] === 0 ? 0 : 1
    low[side] = Math.min(low[side] ?? range[side][0], column[i]!)
    high[side] = Math.max(high[side] ?? range[side][1], column[i]!)
  }
  if (high[0]! <= low[1]!) return low[1]!
  return high[1]! <= low[0]! ? low[0]! : null
}
