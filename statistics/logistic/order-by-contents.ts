import { compareRows, hashRows } from '../numeric/row-hash.js'
import { identityOrder, radixSortByWord } from '../numeric/radix-sort.js'

/** Every so many rows make a sample of the rows, and every so many of a sample a smaller one. */
export const SAMPLED = 8

/**
 * An order of the rows that their contents decide (`columns` of n values each), whatever the file's: by a hash of the
 * row, equal hashes by the values. The rows at every 64th place come first, then those at the rest of every 8th, then
 * all others, so that the first 1/64 and the first 1/8 of the order are systematic samples of the rows.
 */
export function orderByContents(n: number, columns: readonly ArrayLike<number>[]): Uint32Array {
  const hash = hashRows(n, columns)
  const sorted = identityOrder(n)
  radixSortByWord(sorted, hash)
  settleEqualHashes(sorted, hash, columns)
  const order = new Uint32Array(n)
  const step = SAMPLED * SAMPLED
  let place = 0
  for (let b = 0; b < SAMPLED; b++) {
    for (let a = 0; a < SAMPLED; a++) for (let k = b + SAMPLED * a; k < n; k += step) order[place++] = sorted[k]!
  }
  return order
}

// Rows of one hash are as good as always equal, and then their order does not matter: insertion.
function settleEqualHashes(order: Uint32Array, hash: Uint32Array, columns: readonly ArrayLike<number>[]): void {
  for (let k = 1; k < order.length; k++) {
    const row = order[k]!
    let place = k
    for (; place > 0; place--) {
      const before = order[place - 1]!
      if (hash[before] !== hash[row] || compareRows(columns, before, row) <= 0) break
      order[place] = before
    }
    order[place] = row
  }
}
