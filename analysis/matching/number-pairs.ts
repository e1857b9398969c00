import type { MatchResult } from '../../statistics/matching/match-nearest.js'
import { RowSorter } from '../../statistics/numeric/row-sorter.js'
import type { PairColumns } from '../sets/pair-columns.js'

/** The pairs where nobody is matched. */
export const noPairs: PairColumns = {
  pair: new Int32Array(0),
  treated: new Int32Array(0),
  control: new Int32Array(0),
}

/**
 * Numbers pairs in the order of their treated subjects: `rows` are the subjects that were matched, `places` their places
 * in the order of subjects.
 */
export const numberPairs = ({ pairs: sets }: MatchResult, rows: Int32Array, places: Int32Array): PairColumns => {
  const sorter = new RowSorter(sets.length)
  sorter.byCode(Int32Array.from(sets.treated, row => places[row]!))
  const n = sets.control.length
  const pairs = { pair: new Int32Array(n), treated: new Int32Array(n), control: new Int32Array(n) }
  let at = 0
  sorter.order.forEach((set, position) => {
    for (let k = sets.start[set]!; k < sets.start[set + 1]!; k++) {
      pairs.pair[at] = position + 1
      pairs.treated[at] = rows[sets.treated[set]!]!
      pairs.control[at++] = rows[sets.control[k]!]!
    }
  })
  return pairs
}
