import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWeightedProducts } from '../../statistics/numeric/weighted-products.js'
import { plainWeightedProducts, plainWeightedSums } from './plain/weighted-products.js'
import { relativeDistance } from './support/closeness.js'

// Up to 10 columns, so that blocks of three, of two and single columns occur, and rows beyond two tiles of 128.
const designs = fc
  .record({ p: fc.integer({ min: 0, max: 10 }), n: fc.integer({ min: 0, max: 300 }) })
  .chain(({ p, n }) => {
    const column = (values: fc.Arbitrary<number>): fc.Arbitrary<Float64Array> =>
      fc.array(values, { minLength: n, maxLength: n }).map(cells => Float64Array.from(cells))
    const values = fc.oneof(fc.constantFrom(0, 1, 1, -2.5), fc.double({ min: -1e3, max: 1e3, noNaN: true }))
    return fc.record({
      columns: fc.array(column(values), { minLength: p, maxLength: p }),
      w: column(fc.constantFrom(0, 1, 0.25, 3.7)),
      from: fc.integer({ min: 0, max: n }),
      length: fc.integer({ min: 0, max: n }),
    })
  })

const lay = (columns: readonly Float64Array[], n: number): Float64Array => {
  const x = new Float64Array(n * columns.length)
  columns.forEach((column, j) => x.set(column, j * n))
  return x
}

describe('the weighted products of a model’s columns', () => {
  test('are the plain sums, to 1e-13 of the terms’ sizes, are added to what is there, and fill the lower triangle', () => {
    fc.assert(
      fc.property(designs, ({ columns, w, from, length }) => {
        const n = w.length
        const p = columns.length
        const to = Math.min(n, from + length)
        const products = new Float64Array(p * p).fill(3)
        const totals = new Float64Array(p).fill(4)
        addWeightedProducts({ x: lay(columns, n), n, p }, w, { from, to }, products, totals)
        const part = columns.map(column => column.subarray(from, to))
        const sizes = part.map(column => column.map(Math.abs))
        const weights = w.subarray(from, to)
        const expected = plainWeightedProducts(part, weights)
        const size = plainWeightedProducts(sizes, weights)
        for (let i = 0; i < p; i++) {
          const [sum, most] = [plainWeightedSums(part, weights)[i]!, plainWeightedSums(sizes, weights)[i]!]
          expect(relativeDistance(totals[i]!, 4 + sum, 4 + most)).toBeLessThan(1e-13)
          for (let j = 0; j < p; j++) {
            const cell = products[i * p + j]!
            if (j > i) expect(cell).toBe(3)
            else expect(relativeDistance(cell, 3 + expected[i]![j]!, 3 + size[i]![j]!)).toBeLessThan(1e-13)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('two rows by hand', () => {
    const products = new Float64Array(4)
    const totals = new Float64Array(2)
    const x = lay([Float64Array.of(1, 2), Float64Array.of(-1, 3)], 2)
    addWeightedProducts({ x, n: 2, p: 2 }, Float64Array.of(10, 100), { from: 0, to: 2 }, products, totals)
    expect([...products]).toEqual([10 + 400, 0, -10 + 600, 10 + 900])
    expect([...totals]).toEqual([10 + 200, -10 + 300])
  })
})
