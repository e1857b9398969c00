import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describe as describeSample, mean, standardDeviation } from '../../statistics/description/describe.js'
import { quantile } from '../../statistics/description/quantile.js'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { kruskalWallis } from '../../statistics/groups/kruskal-wallis.js'
import { mannWhitney } from '../../statistics/groups/mann-whitney.js'
import { oneWayAnova } from '../../statistics/groups/one-way-anova.js'
import { studentT } from '../../statistics/groups/student-t-test.js'
import { welchT } from '../../statistics/groups/welch-t-test.js'
import { exactSum } from '../../statistics/numeric/bounded-exact-sum.js'
import { permutation, reorder } from './support/samples.js'

describe('description', () => {
  test('by hand', () => {
    expect(describeSample([4, 1, 3, 2])).toMatchObject({ n: 4, mean: 2.5, median: 2.5, minimum: 1, maximum: 4 })
    expect(standardDeviation([4, 1, 3, 2])).toBeCloseTo(Math.sqrt(5 / 3), 14)
    expect([
      quantile([4, 1, 3, 2], 0.25),
      quantile([4, 1, 3, 2], 0.25, 6),
      quantile([4, 1, 3, 2], 0.25, 'hinge'),
    ]).toEqual([1.75, 1.25, 1.5])
    expect(quantile([5, 1, 4, 2, 3], 0.75, 'hinge')).toBe(4)
  })

  test('no value and one value say what cannot be known', () => {
    expect(describeSample([])).toMatchObject({ n: 0, mean: null, notes: [{ kind: 'not-estimable' }] })
    expect(describeSample([7])).toMatchObject({ mean: 7, sd: null })
    expect(() => mean([])).toThrow(EmptySample)
    expect(() => standardDeviation([1])).toThrow(EmptySample)
    expect(() => quantile([1], 1.5)).toThrow(InvalidInput)
  })

  test('a sum loses no digit, so its order does not matter', () => {
    expect(exactSum([1e100, 1, -1e100, 1e-9])).toBe(1 + 1e-9)
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 1 }),
        fc.integer(),
        (values, seed) => {
          const column = Float64Array.from(values)
          expect(exactSum(reorder(column, permutation(values.length, seed)))).toBe(exactSum(column))
        },
      ),
    )
  })
})

describe('two samples', () => {
  const first = [3, 5, 4]
  const second = [1, 2]

  test('Student by hand: a difference of 2.5 with pooled variance 2.5 / 3', () => {
    const result = studentT(first, second)
    expect(result).toMatchObject({ difference: 2.5, df: 3 })
    expect(result.statistic).toBeCloseTo(2.5 / Math.sqrt((2.5 / 3) * (1 / 3 + 1 / 2)), 12)
  })

  test('Welch by hand: variances 1 / 3 and 0.5 / 2', () => {
    const result = welchT(first, second)
    expect(result.statistic).toBeCloseTo(2.5 / Math.sqrt(1 / 3 + 1 / 4), 12)
    expect(result.df).toBeCloseTo((7 / 12) ** 2 / (1 / 9 / 2 + 1 / 16), 12)
  })

  test('Mann and Whitney exactly: complete separation of 3 and 2 has P 2/10', () => {
    expect(mannWhitney(first, second)).toMatchObject({ statistic: 6, exact: true })
    expect(mannWhitney(first, second).p).toBeCloseTo(0.2, 12)
  })

  test('Mann and Whitney with ties is normal, and exact is refused', () => {
    expect(mannWhitney([1, 2, 2], [2, 3]).exact).toBe(false)
    expect(() => mannWhitney([1, 2, 2], [2, 3], { method: 'exact' })).toThrow(InvalidInput)
  })

  test('what does not vary is not estimable, an empty sample is refused', () => {
    expect(studentT([1, 1], [1, 1])).toMatchObject({ p: null, notes: [{ kind: 'not-estimable' }] })
    expect(mannWhitney([1, 1], [1, 1])).toMatchObject({ p: null })
    expect(
      kruskalWallis([
        [1, 1],
        [1, 1],
      ]),
    ).toMatchObject({ p: null })
    expect(
      oneWayAnova([
        [1, 1],
        [1, 1],
      ]),
    ).toMatchObject({ p: null })
    expect(() => mannWhitney([], [1])).toThrow(EmptySample)
    expect(() => kruskalWallis([[1, 2], []])).toThrow(EmptySample)
  })
})

describe('several samples', () => {
  test('of two groups the analysis of variance is Student’s t squared', () => {
    const t = studentT([3, 5, 4, 9], [1, 2, 6])
    expect(
      oneWayAnova([
        [3, 5, 4, 9],
        [1, 2, 6],
      ]).statistic,
    ).toBeCloseTo(t.statistic! ** 2, 10)
    expect(
      oneWayAnova([
        [3, 5, 4, 9],
        [1, 2, 6],
      ]).p,
    ).toBeCloseTo(t.p!, 12)
  })

  test('Kruskal and Wallis by hand: rank sums 3, 7 and 11 of pairs', () => {
    const ranks = (12 / (6 * 7)) * (9 / 2 + 49 / 2 + 121 / 2) - 3 * 7
    expect(
      kruskalWallis([
        [1, 2],
        [3, 4],
        [5, 6],
      ]).statistic,
    ).toBeCloseTo(ranks, 12)
  })

  test('of two groups Kruskal and Wallis is the Mann-Whitney test without correction', () => {
    const one = [1, 4, 4, 8, 9]
    const other = [2, 4, 6]
    expect(kruskalWallis([one, other]).p).toBeCloseTo(
      mannWhitney(one, other, { method: 'normal', continuity: false }).p!,
      12,
    )
  })
})
