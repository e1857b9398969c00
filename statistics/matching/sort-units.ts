import type { RowSorter } from '../numeric/row-sorter.js'
import type { MatchInput } from './match-input.js'
import { Stratum, role } from './stratum.js'

/**
 * Units sorted for matching, and memory that a match may use: one number per row now, 8 bytes per row when it is over.
 */
export interface SortedUnits {
  readonly strata: readonly Stratum[]
  readonly spare: Uint32Array
  readonly afterwards: ArrayBuffer
}

/** Sorts units by stratum and distance, ties in the order that they have. */
export const sortUnits = (sorter: RowSorter, input: MatchInput): SortedUnits => {
  const n = input.treated.length
  sorter.byReal(input.distance)
  if (input.exact !== undefined) sorter.byCode(input.exact)
  const { order, spare } = sorter
  const roles = new Uint8Array(n)
  for (let k = 0; k < n; k++) {
    const row = order[k]!
    if ((input.discarded?.[row] ?? 0) === 0) roles[k] = input.treated[row] === 0 ? role.free : role.treated
  }
  const columns = {
    row: order,
    distance: input.distance,
    role: roles,
    left: new Uint32Array(spare.memory, 0, n),
    right: new Uint32Array(spare.memory, 4 * n, n),
  }
  const strata: Stratum[] = []
  for (let from = 0; from < n;) {
    let to = input.exact === undefined ? n : from + 1
    while (to < n && input.exact?.[order[to]!] === input.exact?.[order[from]!]) to++
    strata.push(new Stratum(columns, from, to))
    from = to
  }
  return { strata, spare: spare.words, afterwards: spare.memory }
}
