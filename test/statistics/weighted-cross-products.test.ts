import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../statistics/numeric/random.js'
import { rowsOfTile } from '../../statistics/numeric/row-tile.js'
import { weightedCrossProducts } from '../../statistics/numeric/weighted-cross-products.js'
import { reals } from './support/samples.js'

const draw = (length: number, seed: number): Float64Array => {
  const uniform = randomStream(seed)
  return Float64Array.from({ length }, () => 2 * uniform() - 1)
}

const naiveSum = (n: number, term: (row: number) => number): number => {
  let total = 0
  for (let k = 0; k < n; k++) total += term(k)
  return total
}

const compareWithNaive = (n: number, p: number, seed: number): void => {
  const x = draw(n * p, seed)
  const weight = draw(n, seed + 1)
  const products = new Float64Array(p * p)
  const totals = new Float64Array(p)
  weightedCrossProducts(x, n, p, weight, products, totals)
  const at = (row: number, column: number): number => x[column * n + row]!
  for (let i = 0; i < p; i++) {
    expect(totals[i]!).toBeCloseTo(naiveSum(n, (k) => weight[k]! * at(k, i)), 11)
    for (let j = 0; j < p; j++) {
      const expected = j <= i ? naiveSum(n, (k) => weight[k]! * at(k, i) * at(k, j)) : 0
      expect(products[i * p + j]!).toBeCloseTo(expected, 11)
    }
  }
}

describe('weighted cross products', () => {
  test('two columns by hand, nothing above the diagonal', () => {
    const products = new Float64Array(4).fill(7)
    const totals = new Float64Array(2).fill(7)
    weightedCrossProducts(reals(1, 2, 3, -1, 0, 4), 3, 2, reals(1, 10, 100), products, totals)
    expect([...products]).toEqual([1 + 40 + 900, 0, -1 + 1200, 1 + 1600])
    expect([...totals]).toEqual([321, 399])
  })

  test('they are the naive sums, for any number of rows and columns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 9 }), fc.integer(), compareWithNaive),
      { numRuns: 60 },
    )
  })

  test('many columns leave room for fewer rows in a tile', () => {
    expect([1, 10, 16, 100, 8192].map(rowsOfTile)).toEqual([256, 256, 256, 40, 1])
    compareWithNaive(95, 100, 3)
  })
})
