import type { Columns } from './weighted-products.js'

const sums = new Float64Array(3)

// Rows that are summed by themselves first: a long sum of equal values would lose a little at each of them.
const TILE = 512

/**
 * Adds a stretch of rows to the weighted sums of p columns (`into[j]`) and to the sum of the weights (`into[p]`),
 * three sums at a time, 512 rows at a time. The order of the additions depends on the rows' places alone.
 */
export const addWeightedSums = (
  columns: Columns,
  w: Float64Array,
  from: number,
  to: number,
  into: Float64Array,
): void => {
  for (let row = from; row < to; row += TILE) addTile(columns, w, row, Math.min(to, row + TILE), into)
}

const addTile = (columns: Columns, w: Float64Array, from: number, to: number, into: Float64Array): void => {
  const { x, n, p } = columns
  let j = 0
  for (; j + 3 <= p; j += 3) {
    sumThree(x, w, j * n, (j + 1) * n, (j + 2) * n, from, to)
    into[j] = into[j]! + sums[0]!
    into[j + 1] = into[j + 1]! + sums[1]!
    into[j + 2] = into[j + 2]! + sums[2]!
  }
  if (j === p) {
    for (let k = from; k < to; k++) into[p] = into[p]! + w[k]!
    return
  }
  // A single last column stands in for its missing neighbour, whose sum is dropped.
  sumTwo(x, w, j * n, (p - 1) * n, from, to)
  into[j] = into[j]! + sums[0]!
  if (j + 1 < p) into[j + 1] = into[j + 1]! + sums[1]!
  into[p] = into[p]! + sums[2]!
}

const sumThree = (
  x: Float64Array,
  w: Float64Array,
  a: number,
  b: number,
  c: number,
  from: number,
  to: number,
): void => {
  let sa = 0
  let sb = 0
  let sc = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    sa += weight * x[(a + k) | 0]!
    sb += weight * x[(b + k) | 0]!
    sc += weight * x[(c + k) | 0]!
  }
  sums[0] = sa
  sums[1] = sb
  sums[2] = sc
}

const sumTwo = (x: Float64Array, w: Float64Array, a: number, b: number, from: number, to: number): void => {
  let sa = 0
  let sb = 0
  let weights = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    sa += weight * x[(a + k) | 0]!
    sb += weight * x[(b + k) | 0]!
    weights += weight
  }
  sums[0] = sa
  sums[1] = sb
  sums[2] = weights
}
