import { blockSums, multiplyThree, multiplyThreeByThree, multiplyTwo, multiplyTwoByThree } from './product-kernels.js'

// Rows that are summed by themselves first. Measured on 1e5 rows of 3 to 30 columns: 64 rows take 2 to 8 % longer, 256
// and more as long as 128. A long sum loses less in parts: a million equal products come out 4e-14 off with 128 rows,
// 2e-11 off in one go.
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

/**
 * Adds a stretch of rows to the lower triangle of X' diag(w) X (p x p, row-major) and to the weighted sums X' w:
 *
 *   products[i * p + j] += sum over the rows k of w[k] x_i[k] x_j[k], for j <= i
 *   totals[i]           += sum over the rows k of w[k] x_i[k]
 *
 * test/statistics/plain/weighted-products.ts computes the same as it is written here. This one takes the columns three
 * at a time, so that a value once read takes part in several sums and no sum waits for another, and the rows 128 at a
 * time. The order of the additions depends on the rows' places alone.
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
        addRectangle(i, j, width, p, products)
      }
    }
  }
}

const { totals: ofBlock, triangle, rectangle } = blockSums

// The products of columns i, i + 1, .. with themselves, and their weighted sums.
const addTriangle = (i: number, width: number, p: number, products: Float64Array, totals: Float64Array): void => {
  for (let a = 0, next = 0; a < width; a++) {
    totals[i + a] = totals[i + a]! + ofBlock[a]!
    for (let b = 0; b <= a; b++, next++) {
      const at = (i + a) * p + i + b
      products[at] = products[at]! + triangle[next]!
    }
  }
}

// The products of columns i, i + 1, .. with columns j, j + 1, j + 2.
const addRectangle = (i: number, j: number, width: number, p: number, products: Float64Array): void => {
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < 3; b++) {
      const at = (i + a) * p + j + b
      products[at] = products[at]! + rectangle[3 * a + b]!
    }
  }
}
