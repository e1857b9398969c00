// Rows whose columns stay in the processor's first cache while they meet each other.
const TILE = 128

/** Columns of a model's matrix, one behind the other: column j at row k is x[j * n + k]. */
export interface Columns {
  readonly x: Float64Array
  readonly n: number
  readonly p: number
}

/** A stretch of rows, from the first up to, and without, the last. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

const sums = new Float64Array(9)

/**
 * Adds a stretch of rows to the lower triangle of X' diag(w) X (p x p, row-major) and to the weighted sums X' w.
 * Columns are taken three at a time, so that a value once read takes part in several sums and no sum waits for
 * another; rows are taken 128 at a time. The order of the additions depends on the rows' places alone.
 */
export const addWeightedProducts = (
  columns: Columns,
  w: Float64Array,
  rows: RowRange,
  products: Float64Array,
  totals: Float64Array,
): void => {
  const { x, n, p } = columns
  for (let from = rows.from; from < rows.to; from += TILE) {
    const to = Math.min(rows.to, from + TILE)
    for (let i = 0; i < p; i += 3) {
      const width = Math.min(3, p - i)
      // The last of a single column stands in for its missing neighbour: those products are dropped.
      const a = i * n
      const b = width > 1 ? a + n : a
      if (width === 3) multiplyThree(x, w, a, from, to, n)
      else multiplyTwo(x, w, a, b, from, to)
      addTriangle(i, width, p, products, totals)
      for (let j = 0; j < i; j += 3) {
        if (width === 3) multiplyThreeByThree(x, w, a, j * n, from, to, n)
        else multiplyTwoByThree(x, w, a, b, j * n, from, to, n)
        addBlock(i, j, width, p, products)
      }
    }
  }
}

const addTriangle = (i: number, width: number, p: number, products: Float64Array, totals: Float64Array): void => {
  for (let a = 0, next = 3; a < width; a++) {
    totals[i + a] = totals[i + a]! + sums[a]!
    for (let b = 0; b <= a; b++, next++) {
      const at = (i + a) * p + i + b
      products[at] = products[at]! + sums[next]!
    }
  }
}

const addBlock = (i: number, j: number, width: number, p: number, products: Float64Array): void => {
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < 3; b++) {
      const at = (i + a) * p + j + b
      products[at] = products[at]! + sums[3 * a + b]!
    }
  }
}

// `| 0` says that an index fits into 32 bits, so that its sum is not checked for overflow in every round.
const multiplyTwo = (x: Float64Array, w: Float64Array, a: number, b: number, from: number, to: number): void => {
  let sa = 0
  let sb = 0
  let aa = 0
  let ba = 0
  let bb = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const xa = x[(a + k) | 0]!
    const xb = x[(b + k) | 0]!
    const wa = weight * xa
    const wb = weight * xb
    sa += wa
    sb += wb
    aa += wa * xa
    ba += wb * xa
    bb += wb * xb
  }
  sums[0] = sa
  sums[1] = sb
  sums[3] = aa
  sums[4] = ba
  sums[5] = bb
}

const multiplyThree = (x: Float64Array, w: Float64Array, a: number, from: number, to: number, n: number): void => {
  const b = a + n
  const c = b + n
  let sa = 0
  let sb = 0
  let sc = 0
  let aa = 0
  let ba = 0
  let bb = 0
  let ca = 0
  let cb = 0
  let cc = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const xa = x[(a + k) | 0]!
    const xb = x[(b + k) | 0]!
    const xc = x[(c + k) | 0]!
    const wa = weight * xa
    const wb = weight * xb
    const wc = weight * xc
    sa += wa
    sb += wb
    sc += wc
    aa += wa * xa
    ba += wb * xa
    bb += wb * xb
    ca += wc * xa
    cb += wc * xb
    cc += wc * xc
  }
  sums[0] = sa
  sums[1] = sb
  sums[2] = sc
  sums[3] = aa
  sums[4] = ba
  sums[5] = bb
  sums[6] = ca
  sums[7] = cb
  sums[8] = cc
}

const multiplyTwoByThree = (
  x: Float64Array,
  w: Float64Array,
  a: number,
  b: number,
  j: number,
  from: number,
  to: number,
  n: number,
): void => {
  const second = j + n
  const third = second + n
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let b1 = 0
  let b2 = 0
  let b3 = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const wa = weight * x[(a + k) | 0]!
    const wb = weight * x[(b + k) | 0]!
    const x1 = x[(j + k) | 0]!
    const x2 = x[(second + k) | 0]!
    const x3 = x[(third + k) | 0]!
    a1 += wa * x1
    a2 += wa * x2
    a3 += wa * x3
    b1 += wb * x1
    b2 += wb * x2
    b3 += wb * x3
  }
  sums[0] = a1
  sums[1] = a2
  sums[2] = a3
  sums[3] = b1
  sums[4] = b2
  sums[5] = b3
}

const multiplyThreeByThree = (
  x: Float64Array,
  w: Float64Array,
  a: number,
  j: number,
  from: number,
  to: number,
  n: number,
): void => {
  const b = a + n
  const c = b + n
  const second = j + n
  const third = second + n
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let b1 = 0
  let b2 = 0
  let b3 = 0
  let c1 = 0
  let c2 = 0
  let c3 = 0
  for (let k = from; k < to; k++) {
    const weight = w[k]!
    const wa = weight * x[(a + k) | 0]!
    const wb = weight * x[(b + k) | 0]!
    const wc = weight * x[(c + k) | 0]!
    const x1 = x[(j + k) | 0]!
    const x2 = x[(second + k) | 0]!
    const x3 = x[(third + k) | 0]!
    a1 += wa * x1
    a2 += wa * x2
    a3 += wa * x3
    b1 += wb * x1
    b2 += wb * x2
    b3 += wb * x3
    c1 += wc * x1
    c2 += wc * x2
    c3 += wc * x3
  }
  sums[0] = a1
  sums[1] = a2
  sums[2] = a3
  sums[3] = b1
  sums[4] = b2
  sums[5] = b3
  sums[6] = c1
  sums[7] = c2
  sums[8] = c3
}
