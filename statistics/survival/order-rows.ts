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
  const hash = tieColumns.length === 0 ? null : hashRows(n, tieColumns)
  if (n <= SMALL) {
    order.sort((a, b) => time[a]! - time[b]! || (hash === null ? a - b : hash[a]! - hash[b]!))
  } else {
    if (hash !== null) radixSortByWord(order, hash)
    radixSortByReal(order, time)
  }
  const sorted = new Float64Array(n)
  for (let k = 0; k < n; k++) sorted[k] = time[order[k]!]!
  if (hash !== null) settleEqualHashes(order, sorted, hash, tieColumns)
  alignSortedTimes(sorted)
  return strata === undefined ? { order, time: sorted } : orderByStratum(order, sorted, strata)
}

function settleEqualHashes(
  order: Uint32Array,
  time: Float64Array,
  hash: Uint32Array,
  columns: readonly ArrayLike<number>[],
): void {
  const key = new Uint32Array(order.length)
  for (let k = 0; k < order.length; k++) key[k] = hash[order[k]!]!
  for (let k = 1; k < order.length; k++) {
    if (key[k] !== key[k - 1] || time[k] !== time[k - 1]) continue
    const row = order[k]!
    let place = k
    for (; place > 0 && key[place - 1] === key[k] && time[place - 1] === time[k]; place--) {
      if (compareRows(columns, order[place - 1]!, row) <= 0) break
      order[place] = order[place - 1]!
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
