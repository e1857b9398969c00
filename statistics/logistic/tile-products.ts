import { rowTile } from './row-tile.js'

// Constants of this module for compiled code, see row-tile.ts.
const { columns, weight } = rowTile
const first = new Float64Array(weight.length)
const second = new Float64Array(weight.length)
const sums = new Float64Array(4)

/**
 * Adds the rows that lie in the tile to the lower triangle of X' diag(w) X (p x p, row-major) and to the weighted sums
 * X' w of its columns. Every column is weighted once; then the weighted ones meet the others two by two, four sums at
 * a time, so that an addition never waits for the one before it. The order of the additions depends on `rows` and `p`
 * alone. `stride` is the distance of the tile's columns.
 */
export const addWeightedTile = (
  rows: number,
  stride: number,
  p: number,
  products: Float64Array,
  totals: Float64Array,
): void => {
  for (let i = 0; i < p; i += 2) {
    // The last column of an odd number stands in for its missing neighbour: those products are dropped.
    const paired = i + 1 < p
    weightPair(i * stride, (paired ? i + 1 : i) * stride, rows)
    totals[i]! += sums[0]!
    if (paired) totals[i + 1]! += sums[1]!
    for (let j = 0; j <= i; j += 2) {
      sumPairs(j * stride, (j + 1 < p ? j + 1 : j) * stride, rows)
      const to = i * p + j
      products[to]! += sums[0]!
      if (j < i) products[to + 1]! += sums[1]!
      if (!paired) continue
      products[to + p]! += sums[2]!
      products[to + p + 1]! += sums[3]!
    }
  }
}

// `| 0` says that an index fits into 32 bits, so that its sum is not checked for overflow in every round.
const weightPair = (a: number, b: number, rows: number): void => {
  let u = 0
  let v = 0
  for (let k = 0; k < rows; k++) {
    const w = weight[k]!
    const y = w * columns[(a + k) | 0]!
    const z = w * columns[(b + k) | 0]!
    first[k] = y
    second[k] = z
    u += y
    v += z
  }
  sums[0] = u
  sums[1] = v
}

const sumPairs = (a: number, b: number, rows: number): void => {
  let s00 = 0
  let s01 = 0
  let s10 = 0
  let s11 = 0
  for (let k = 0; k < rows; k++) {
    const u = first[k]!
    const v = second[k]!
    const y = columns[(a + k) | 0]!
    const z = columns[(b + k) | 0]!
    s00 += u * y
    s01 += u * z
    s10 += v * y
    s11 += v * z
  }
  sums[0] = s00
  sums[1] = s01
  sums[2] = s10
  sums[3] = s11
}
