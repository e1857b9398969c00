import { describe, expect, test } from 'vitest'
import { exactSum } from '../../statistics/numeric/bounded-exact-sum.js'
import { exponentiate } from '../../statistics/numeric/exponential.js'
import { randomStream } from '../../statistics/numeric/random.js'
import { addWeightedSums } from '../../statistics/numeric/weighted-sums.js'

const draw = (length: number, seed: number): Float64Array => {
  const uniform = randomStream(seed)
  return Float64Array.from({ length }, () => 2 * uniform() - 1)
}

const cases = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10].flatMap(p => [0, 1, 2, 127, 128, 1300].map(n => [p, n] as const))

describe.each(cases)('%i columns, %i rows', (p, n) => {
  const x = draw(n * p, 100 * p + n)
  const w = draw(n, n + 1)
  const from = Math.min(n, 1)
  const term = (value: (row: number) => number): number =>
    exactSum(Array.from({ length: n - from }, (_, k) => w[k + from]! * value(k + from)))
  const column = (j: number) => (row: number) => x[j * n + row]!

  test('weighted sums are those of each column, and of the weights', () => {
    const into = new Float64Array(p + 1).fill(2)
    addWeightedSums({ x, n, p }, w, from, n, into)
    for (let j = 0; j < p; j++) expect(into[j]).toBeCloseTo(2 + term(column(j)), 12)
    expect(into[p]).toBeCloseTo(2 + term(() => 1), 12)
  })
})

test('a long sum of equal values keeps its digits', () => {
  const n = 1e6
  const into = new Float64Array(2)
  addWeightedSums({ x: new Float64Array(n).fill(0.1), n, p: 1 }, new Float64Array(n).fill(1), 0, n, into)
  expect(Math.abs(into[0]! / 1e5 - 1)).toBeLessThan(1e-13)
})

describe('the exponential of a column', () => {
  test('lies within two units of the last place of the library’s', () => {
    const values = Float64Array.from({ length: 200001 }, (_, i) => (i - 100000) * 0.00699)
    const powers = values.slice()
    exponentiate(powers)
    const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(powers[i]! / Math.exp(value) - 1)), 0)
    expect(worst).toBeLessThanOrEqual(2 * 2 ** -52)
  })

  test('knows 0, the largest and the smallest values, and no number', () => {
    const values = Float64Array.of(0, -0, 709.7, 710, -745, -800, Infinity, -Infinity, Number.NaN)
    const powers = values.slice()
    exponentiate(powers)
    expect([...powers]).toEqual([...values].map(Math.exp))
  })
})
