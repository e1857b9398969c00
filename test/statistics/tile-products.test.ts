import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsOfTile, rowTile } from '../../statistics/logistic/row-tile.js'
import { addWeightedTile } from '../../statistics/logistic/tile-products.js'
import { randomStream } from '../../statistics/numeric/random.js'

// Columns whose value at row k is x(k, j), with weights w(k), added to what is there.
const addTile = (
  rows: number,
  p: number,
  stride: number,
  x: (k: number, j: number) => number,
  w: (k: number) => number,
  start = 0,
): { readonly products: Float64Array; readonly totals: Float64Array } => {
  rowTile.columns.fill(NaN)
  rowTile.weight.fill(NaN)
  for (let k = 0; k < rows; k++) {
    for (let j = 0; j < p; j++) rowTile.columns[j * stride + k] = x(k, j)
    rowTile.weight[k] = w(k)
  }
  const sums = { products: new Float64Array(p * p).fill(start), totals: new Float64Array(p).fill(start) }
  addWeightedTile(rows, stride, p, sums.products, sums.totals)
  return sums
}

const naiveSum = (rows: number, term: (row: number) => number): number => {
  let total = 0
  for (let k = 0; k < rows; k++) total += term(k)
  return total
}

const compareWithNaive = (rows: number, p: number, stride: number, seed: number): void => {
  const uniform = randomStream(seed)
  const draws = Float64Array.from({ length: rows * p }, () => 2 * uniform() - 1)
  const x = (k: number, j: number): number => draws[k * p + j]!
  const w = (k: number): number => 1 / (k + 2)
  const { products, totals } = addTile(rows, p, stride, x, w)
  for (let i = 0; i < p; i++) {
    expect(totals[i]!).toBeCloseTo(
      naiveSum(rows, k => w(k) * x(k, i)),
      12,
    )
    for (let j = 0; j < p; j++) {
      const expected = j <= i ? naiveSum(rows, k => w(k) * x(k, i) * x(k, j)) : 0
      expect(products[i * p + j]!).toBeCloseTo(expected, 12)
    }
  }
}

describe('the weighted products of a tile', () => {
  test('two columns by hand are added, nothing above the diagonal', () => {
    const columns = [
      [1, 2, 3],
      [-1, 0, 4],
    ]
    const { products, totals } = addTile(
      3,
      2,
      3,
      (k, j) => columns[j]![k]!,
      k => 10 ** k,
      7,
    )
    expect([...products]).toEqual([7 + 1 + 40 + 900, 7, 7 - 1 + 1200, 7 + 1 + 1600])
    expect([...totals]).toEqual([7 + 321, 7 + 399])
  })

  test('they are the naive sums, for any number of rows and columns, and do not look beyond the rows', () => {
    const [rows, columns] = [fc.integer({ min: 0, max: 256 }), fc.integer({ min: 0, max: 9 })]
    fc.assert(
      fc.property(rows, columns, fc.integer(), (n, p, seed) => compareWithNaive(n, p, Math.max(n, 200), seed)),
      { numRuns: 60 },
    )
  })

  test('many columns leave room for fewer rows in a tile', () => {
    expect([0, 1, 10, 16, 100, 8192].map(rowsOfTile)).toEqual([256, 256, 256, 256, 40, 1])
    compareWithNaive(40, 100, 40, 3)
  })
})
