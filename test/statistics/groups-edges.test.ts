import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mean, meanDifference, standardDeviation, variance } from '../../statistics/description/describe.js'
import { median, quantile } from '../../statistics/description/quantile.js'
import { oddsRatio, riskRatio } from '../../statistics/description/risk-comparison.js'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { kruskalWallis } from '../../statistics/groups/kruskal-wallis.js'
import { mannWhitney } from '../../statistics/groups/mann-whitney.js'
import { oneWayAnova } from '../../statistics/groups/one-way-anova.js'
import { studentT } from '../../statistics/groups/student-t-test.js'
import { welchT } from '../../statistics/groups/welch-t-test.js'

describe('a large common level costs no digit', () => {
  const first = [1e9 + 1, 1e9 + 2, 1e9 + 4]
  const second = [1e9, 1e9 + 3, 1e9 + 8]
  const small = { first: [1, 2, 4], second: [0, 3, 8] }

  test('of the variance, t and F', () => {
    expect(variance(first)).toBeCloseTo(variance(small.first), 14)
    expect(meanDifference(first, second)).toBeCloseTo(-4 / 3, 15)
    expect(welchT(first, second).statistic).toBeCloseTo(welchT(small.first, small.second).statistic!, 14)
    expect(oneWayAnova([first, second]).statistic).toBeCloseTo(oneWayAnova([small.first, small.second]).statistic!, 13)
  })

  test('equal values have no variance at all, whatever their mean rounds to', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 2, max: 60 }), (value, n) => {
        expect(variance(new Float64Array(n).fill(value))).toBe(0)
      }),
    )
  })
})

describe('one value', () => {
  test('Student by hand: 5 against 1, 2, 3 has pooled variance 1 and t = 3 / sqrt(4 / 3)', () => {
    const result = studentT([5], [1, 2, 3])
    expect(result).toMatchObject({ df: 2, difference: 3 })
    expect(result.statistic).toBeCloseTo(3 / Math.sqrt(4 / 3), 14)
    expect(() => studentT([5], [1])).toThrow(EmptySample)
  })

  test('Welch needs two in each', () => {
    expect(() => welchT([5], [1, 2, 3])).toThrow(EmptySample)
  })

  test('Mann and Whitney: the largest of three has P 2/3', () => {
    expect(mannWhitney([9], [1, 2]).p).toBeCloseTo(2 / 3, 15)
  })

  test('each group: no analysis of variance, but ranks', () => {
    expect(oneWayAnova([[1], [2], [4]])).toMatchObject({ p: null, notes: [{ kind: 'not-estimable' }] })
    expect(kruskalWallis([[1], [2], [4]]).statistic).toBeCloseTo(2, 14)
  })
})

describe('Mann and Whitney exactly', () => {
  test('complete separation of 49 and 49 has P 2 / C(98, 49), with all its digits', () => {
    const low = Float64Array.from({ length: 49 }, (_, i) => i)
    let ways = 1
    for (let i = 1; i <= 49; i++) ways = (ways * (49 + i)) / i
    expect(
      (mannWhitney(
        low,
        low.map(value => value + 100),
      ).p! *
        ways) /
        2,
    ).toBeCloseTo(1, 13)
  })

  test('U of the one sample and of the other add up to the pairs, and P is the same', () => {
    const values = fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 39 }), (all, at) => {
        const size = Math.min(at, all.length - 1)
        const [one, other] = [all.slice(0, size), all.slice(size)]
        const [a, b] = [mannWhitney(one, other), mannWhitney(other, one)]
        expect(a.statistic + b.statistic).toBe(one.length * other.length)
        expect(a.p).toBeCloseTo(b.p!, 13)
      }),
    )
  })

  test('beyond 62,500 pairs it is refused, and `auto` is the normal approximation', () => {
    const many = Float64Array.from({ length: 300 }, (_, i) => i)
    const others = many.map(value => value + 0.5)
    expect(() => mannWhitney(many, others, { method: 'exact' })).toThrow(InvalidInput)
    expect(mannWhitney(many, others).exact).toBe(false)
  })
})

describe('huge ties', () => {
  test('a million values of two kinds: ranks keep their digits', () => {
    const half = Float64Array.from({ length: 500_000 }, (_, i) => (i < 250_000 ? 0 : 1))
    const shifted = half.map((value, i) => (i === 0 ? 1 : value))
    const result = mannWhitney(half, shifted, { continuity: false })
    // U is half the pairs less (n - 1 + 1) / 2 for the one value that moved from 0 to 1.
    expect(result.statistic).toBe(500_000 ** 2 / 2 - 250_000)
    expect(kruskalWallis([half, shifted]).p).toBeCloseTo(result.p!, 12)
  })
})

describe('what is missing', () => {
  test('is refused, not carried on', () => {
    for (const method of [mean, standardDeviation, median]) expect(() => method([1, NaN, 2])).toThrow(InvalidInput)
    expect(() => quantile([1, Infinity], 0.5)).toThrow(InvalidInput)
    expect(() => welchT([1, 2], [NaN, 3])).toThrow(InvalidInput)
    expect(() => kruskalWallis([[1, NaN], [2]])).toThrow(InvalidInput)
    expect(() => oneWayAnova([[1, NaN], [2]])).toThrow(InvalidInput)
    expect(() => variance([1e200, -1e200])).toThrow(InvalidInput)
  })
})

describe('ratios at their boundary', () => {
  test('nobody, everybody and no subject say why there are no limits', () => {
    expect(riskRatio(0, 9, 3, 9)).toMatchObject({ estimate: 0, lower: null, notes: [{ kind: 'not-estimable' }] })
    expect(riskRatio(9, 9, 7, 7)).toMatchObject({ estimate: 1, upper: null, notes: [{ kind: 'not-estimable' }] })
    expect(riskRatio(0, 0, 1, 2)).toMatchObject({ estimate: null, notes: [{ kind: 'not-estimable' }] })
    expect(oddsRatio(5, 5, 1, 4)).toMatchObject({ estimate: null, notes: [{ kind: 'not-estimable' }] })
  })
})
