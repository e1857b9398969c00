import { compareRows, hashRows } from '../numeric/row-hash.js'
import { identityOrder, radixSortWithKeys } from '../numeric/radix-sort.js'

/**
 * Every so many rows make a sample of the rows, and every so many of a sample a smaller one. Measured as in
 * coefficients-of-samples.ts: with 4 the samples are twice as large for at most one step fewer on all rows; with 16 one
 * of six models begins at 0, and another takes two steps more.
 */
export const SAMPLED = 8

// Enough to tell apart all but a few rows in a million, and two digits of a radix sort.
const KEY_BITS = 24

/**
 * Gives each row a place that the contents of the rows decide (`columns` of n values each), whatever the file's order:
 * by a hash of the row, equal ones by the values. Every 64th comes first, then the rest of every 8th, then all others,
 * so that the first 1/64 and the first 1/8 of the places hold systematic samples of the rows.
 */
export const placeByContents = (n: number, columns: readonly (Uint8Array | Float64Array)[]): Uint32Array => {
  const sorted = sortByContents(n, columns)
  const place = new Uint32Array(n)
  const next = firstPlaces(n)
  for (let k = 0; k < n; k++) {
    const stretch = k % next.length
    place[sorted[k]!] = next[stretch]!
    next[stretch] = next[stretch]! + 1
  }
  return place
}

// Where the rows go that are in order 0, 64, 128 .., those at 1, 65, .., up to 63: 0, 8, .., 56, then 1, 9, .., 57.
const firstPlaces = (n: number): Uint32Array => {
  const step = SAMPLED * SAMPLED
  const first = new Uint32Array(step)
  let place = 0
  for (let b = 0; b < SAMPLED; b++) {
    for (let k = b; k < step; k += SAMPLED) {
      first[k] = place
      place += Math.ceil((n - k) / step)
    }
  }
  return first
}

const sortByContents = (n: number, columns: readonly (Uint8Array | Float64Array)[]): Uint32Array => {
  const hash = hashRows(n, columns)
  const keys = new Uint32Array(n)
  for (let i = 0; i < n; i++) keys[i] = hash[i]! >>> (32 - KEY_BITS)
  const order = identityOrder(n)
  radixSortWithKeys(order, keys, KEY_BITS)
  const compare = (a: number, b: number): number =>
    hash[a] === hash[b] ? compareRows(columns, a, b) : hash[a]! - hash[b]!
  const leaders = leadersOf(order, keys)
  const differs = new Uint8Array(n)
  const followers = followersOf(leaders)
  for (const column of columns) {
    if (column instanceof Float64Array) markDifferences(column, leaders, followers, differs)
    else markDifferentCodes(column, leaders, followers, differs)
  }
  sortDiffering(order, keys, differs, compare)
  return order
}

// For each row whose key is that of the row before it in the order: 1 + the first row of that key; else 0.
const leadersOf = (order: Uint32Array, keys: Uint32Array): Uint32Array => {
  const leaders = new Uint32Array(order.length)
  let first = 0
  for (let k = 1; k < order.length; k++) {
    if (keys[k] === keys[k - 1]) leaders[order[k]!] = order[first]! + 1
    else first = k
  }
  return leaders
}

const followersOf = (leaders: Uint32Array): Uint32Array => {
  let count = 0
  for (let i = 0; i < leaders.length; i++) if (leaders[i] !== 0) count++
  const followers = new Uint32Array(count)
  for (let i = 0, next = 0; next < count; i++) if (leaders[i] !== 0) followers[next++] = i
  return followers
}

// Rows of equal keys are mostly equal rows. They are held against the first of them, column by column in the file's
// order: where values repeat, the first ones are few and near, and a million rows take no longer than the sort.
const markDifferences = (
  column: Float64Array,
  leaders: Uint32Array,
  followers: Uint32Array,
  differs: Uint8Array,
): void => {
  for (let f = 0; f < followers.length; f++) {
    const row = followers[f]!
    const leader = leaders[row]! - 1
    if (column[row] !== column[leader]) differs[leader] = 1
  }
}

const markDifferentCodes = (
  column: Uint8Array,
  leaders: Uint32Array,
  followers: Uint32Array,
  differs: Uint8Array,
): void => {
  for (let f = 0; f < followers.length; f++) {
    const row = followers[f]!
    const leader = leaders[row]! - 1
    if (column[row] !== column[leader]) differs[leader] = 1
  }
}

// Sorts the stretches of equal keys whose rows are not all equal to the first.
const sortDiffering = (
  order: Uint32Array,
  keys: Uint32Array,
  differs: Uint8Array,
  compare: (a: number, b: number) => number,
): void => {
  for (let from = 0, to = 1; from < keys.length; from = to++) {
    while (to < keys.length && keys[to] === keys[from]) to++
    if (to - from === 1 || differs[order[from]!] === 0) continue
    if (to - from > 2) order.subarray(from, to).sort(compare)
    else if (compare(order[from]!, order[from + 1]!) > 0) order.subarray(from, to).reverse()
  }
}
