import { compareRows, hashRows } from '../numeric/row-hash.js'
import { identityOrder, radixSortWithKeys } from '../numeric/radix-sort.js'

/** Every so many rows make a sample of the rows, and every so many of a sample a smaller one. */
export const SAMPLED = 8

// Enough to tell apart all but a few rows in a million, and two digits of a radix sort.
const KEY_BITS = 24
const SHORT_RUN = 16

/**
 * Gives each row a place that the contents of the rows decide (`columns` of n values each), whatever the file's order:
 * by a hash of the row, equal ones by the values. Every 64th comes first, then the rest of every 8th, then all others,
 * so that the first 1/64 and the first 1/8 of the places hold systematic samples of the rows.
 */
export function placeByContents(n: number, columns: readonly (Uint8Array | Float64Array)[]): Uint32Array {
  const sorted = sortByContents(n, columns)
  const place = new Uint32Array(n)
  const step = SAMPLED * SAMPLED
  let next = 0
  for (let b = 0; b < SAMPLED; b++) {
    for (let a = 0; a < SAMPLED; a++) for (let k = b + SAMPLED * a; k < n; k += step) place[sorted[k]!] = next++
  }
  return place
}

function sortByContents(n: number, columns: readonly (Uint8Array | Float64Array)[]): Uint32Array {
  const hash = hashRows(n, columns)
  const keys = new Uint32Array(n)
  for (let i = 0; i < n; i++) keys[i] = hash[i]! >>> (32 - KEY_BITS)
  const order = identityOrder(n)
  radixSortWithKeys(order, keys, KEY_BITS)
  const compare = (a: number, b: number): number =>
    hash[a] === hash[b] ? compareRows(columns, a, b) : hash[a]! - hash[b]!
  for (let from = 0, to = 1; from < n; from = to++) {
    while (to < n && keys[to] === keys[from]) to++
    if (to - from > 1) sortRun(order, from, to, compare)
  }
  return order
}

// Long runs are of equal rows as a rule: then there is nothing to do.
function sortRun(order: Uint32Array, from: number, to: number, compare: (a: number, b: number) => number): void {
  for (let k = from + 1; k < to; k++) {
    const row = order[k]!
    let place = k
    if (compare(order[k - 1]!, row) > 0 && to - from > SHORT_RUN) {
      order.subarray(from, to).sort(compare)
      return
    }
    for (; place > from && compare(order[place - 1]!, row) > 0; place--) order[place] = order[place - 1]!
    order[place] = row
  }
}
