import { compareRows, hashRows } from '../numeric/row-hash.js'
import { identityOrder, radixSortByReal, radixSortByWord } from '../numeric/radix-sort.js'
import { alignSortedTimes } from './align-times.js'

const SMALL = 2000

/** Rows in the order of their strata and times, with times that differ by rounding made one. */
export interface RowOrder {
  /** `order[k]` is the row at place k. */
  readonly order: Uint32Array
  /** The aligned time at place k. */
  readonly time: Float64Array
}

/**
 * Sorts rows by stratum and time, once for all that needs it. Rows that tie are ordered by their contents
 * (`tieColumns`), so that a sum over the sorted rows is the same, bit for bit, whatever the order of the file. O(n)
 * above 2,000 rows (radix sort).
 */
export function orderRows(time: Float64Array, tieColumns: readonly ArrayLike<number>[], strata?: Int32Array): RowOrder {
  const n = time.length
  const order = identityOrder(n)
  const hash = hashRows(n, tieColumns)
  if (n <= SMALL) {
    order.sort((a, b) => time[a]! - time[b]! || hash[a]! - hash[b]!)
  } else {
    radixSortByWord(order, hash)
    radixSortByReal(order, time)
  }
  settleEqualHashes(order, time, hash, tieColumns)
  const sorted = new Float64Array(n)
  for (let k = 0; k < n; k++) sorted[k] = time[order[k]!]!
  alignSortedTimes(sorted)
  return strata === undefined ? { order, time: sorted } : orderByStratum(order, sorted, strata)
}

function settleEqualHashes(
  order: Uint32Array,
  time: Float64Array,
  hash: Uint32Array,
  columns: readonly ArrayLike<number>[],
): void {
  for (let k = 1; k < order.length; k++) {
    const row = order[k]!
    let place = k
    while (place > 0) {
      const before = order[place - 1]!
      if (hash[before] !== hash[row] || time[before] !== time[row] || compareRows(columns, before, row) <= 0) break
      order[place] = before
      place--
    }
    order[place] = row
  }
}

function orderByStratum(order: Uint32Array, time: Float64Array, strata: Int32Array): RowOrder {
  const n = order.length
  const places = identityOrder(n)
  const key = new Uint32Array(n)
  for (let k = 0; k < n; k++) key[k] = strata[order[k]!]! + 0x80000000
  if (n <= SMALL) places.sort((a, b) => key[a]! - key[b]! || a - b)
  else radixSortByWord(places, key)
  const byStratum = new Uint32Array(n)
  const timeByStratum = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    byStratum[k] = order[places[k]!]!
    timeByStratum[k] = time[places[k]!]!
  }
  return { order: byStratum, time: timeByStratum }
}
