import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { coxLinearPredictor } from '../../statistics/cox/linear-predictor.js'
import { rearrangeBy } from '../../statistics/numeric/rearrange-columns.js'
import { randomStream } from '../../statistics/numeric/random.js'
import { groupRows, orderRows } from '../../statistics/survival/order-rows.js'
import { rankTimes } from '../../statistics/survival/rank-times.js'
import { codes, flags, permutation, reals, reorder } from './support/samples.js'

const draw = (n: number, seed: number, of: (uniform: number) => number): Float64Array => {
  const uniform = randomStream(seed)
  return Float64Array.from({ length: n }, () => of(uniform()))
}

describe('ranks of times', () => {
  test('times that differ by rounding are one, -0 and 0 too', () => {
    const { distinct, rank } = rankTimes(reals(3, 0.1 + 0.2, -0, 0.3, 0, 2))
    expect([...distinct]).toEqual([0, 0.3, 2, 3])
    expect([...rank]).toEqual([3, 1, 0, 1, 0, 2])
  })

  test.each([
    ['days', 5000, (u: number) => Math.ceil(1800 * u)],
    ['thirds', 5000, (u: number) => Math.ceil(1800 * u) / 3 - 100],
    ['more distinct times than a table holds', 30000, (u: number) => Math.round(1e6 * u) / 2 - 2e5],
  ])('each row finds its own time again: %s', (_, n, of) => {
    const time = draw(n, 1, of)
    const { distinct, rank } = rankTimes(time)
    expect([...distinct]).toEqual([...new Set(time)].sort((a, b) => a - b))
    expect([...rank].every((place, row) => distinct[place] === time[row])).toBe(true)
  })
})

describe('groups of rows', () => {
  test('events come first in their time, strata apart', () => {
    const groups = groupRows(reals(2, 1, 2, 1, 2), [reals(5, 4, 3, 2, 1)], codes(7, 7, 7, -1, 7), flags(0, 1, 1, 0, 0))
    expect(groups.order[0]).toBe(3)
    expect(groups.order[1]).toBe(1)
    expect(groups.order[2]).toBe(2)
    expect([...groups.groupStart]).toEqual([0, 1, 2, 5])
    expect([...groups.eventEnd]).toEqual([0, 2, 3])
    expect([...groups.groupTime]).toEqual([1, 1, 2])
    expect([...groups.opensStratum]).toEqual([1, 1, 0])
  })

  test('without columns to tell ties apart they keep the order of the rows', () => {
    expect([...orderRows(reals(2, 1, 2, 1, 1), []).order]).toEqual([1, 3, 4, 0, 2])
  })

  test('rows in another order come to the same order, however many tie or are equal', () => {
    const values = [1, 2, 3, 60, 1e9]
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.constantFrom(...values), fc.integer(), (times, contents, seed) => {
        const n = 3000
        const time = draw(n, seed, u => Math.ceil(times * u))
        const column = draw(n, seed + 1, u => Math.ceil(contents * u) - 1)
        const event = Uint8Array.from(draw(n, seed + 2, u => (u < 0.5 ? 1 : 0)))
        const order = permutation(n, seed)
        const one = groupRows(time, [column], undefined, event)
        const other = groupRows(reorder(time, order), [reorder(column, order)], undefined, reorder(event, order))
        expect([...other.groupTime]).toEqual([...one.groupTime])
        expect([...other.eventEnd]).toEqual([...one.eventEnd])
        expect([...reorder(reorder(column, order), [...other.order])]).toEqual([...reorder(column, [...one.order])])
      }),
      { numRuns: 25 },
    )
  })

  test('many rows of few contents are put side by side', () => {
    const n = 200000
    const groups = groupRows(new Float64Array(n), [Uint8Array.from({ length: n }, (_, i) => i % 7)])
    expect(groups.groupStart.length).toBe(2)
    const seen = groups.order.map(row => row % 7)
    let changes = 0
    for (let k = 1; k < n; k++) if (seen[k] !== seen[k - 1]) changes++
    expect(changes).toBe(6)
  })
})

test('columns beyond the size of a cache are rearranged as small ones are', () => {
  for (const n of [0, 1, 5, 16384, 16385, 50000]) {
    const order = Uint32Array.from(permutation(n, 3))
    const column = draw(n, 4, u => u)
    const into = new Float64Array(n + 2).fill(-1)
    rearrangeBy(order).take(column, into, 1)
    expect(into[0]).toBe(-1)
    expect(into[n + 1]).toBe(-1)
    expect(order.every((row, k) => into[k + 1] === column[row])).toBe(true)
  }
})

test('the same rows in another order give the same Cox model, bit for bit, in a large sample', () => {
  const n = 20000
  const uniform = randomStream(9)
  const rows = Array.from({ length: n }, () => ({
    time: Math.ceil(60 * uniform()),
    event: uniform() < 0.6,
    x: Math.round(20 * uniform()),
    z: uniform(),
    weight: 1 + Math.floor(3 * uniform()),
  }))
  const inputOf = (sample: typeof rows) => ({
    time: Float64Array.from(sample, row => row.time),
    event: Uint8Array.from(sample, row => (row.event ? 1 : 0)),
    covariates: [Float64Array.from(sample, row => row.x), Float64Array.from(sample, row => row.z)],
    weights: Float64Array.from(sample, row => row.weight),
  })
  const shuffled = permutation(n, 5).map(row => rows[row]!)
  expect(fitCox(inputOf(shuffled))).toEqual(fitCox(inputOf(rows)))
})

test.each([false, true])('a centred linear predictor goes with its row, bit for bit (strata: %s)', stratified => {
  const n = 500
  const columns = [draw(n, 1, u => Math.ceil(60 * u)), draw(n, 2, u => u / 3), draw(n, 3, u => 70 * u)]
  const [time, first, second] = columns as [Float64Array, Float64Array, Float64Array]
  const event = Uint8Array.from(draw(n, 4, u => (u < 0.6 ? 1 : 0)))
  const site = Int32Array.from(draw(n, 5, u => Math.floor(4 * u)))
  const order = permutation(n, 6)
  const input = { time, event, covariates: [first, second], ...(stratified ? { strata: site } : {}) }
  const other = {
    time: reorder(time, order),
    event: reorder(event, order),
    covariates: [reorder(first, order), reorder(second, order)],
    ...(stratified ? { strata: reorder(site, order) } : {}),
  }
  const expected = reorder(coxLinearPredictor(input, fitCox(input)), order)
  expect([...coxLinearPredictor(other, fitCox(other))]).toEqual([...expected])
})
