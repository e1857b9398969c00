import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oddsRatio, riskDifference, riskRatio } from '../../statistics/description/risk-comparison.js'
import { InvalidInput } from '../../statistics/errors.js'
import { adjustPValues } from '../../statistics/multiplicity/adjust-p-values.js'
import { eValue } from '../../statistics/sensitivity/e-value.js'
import { leaveOneGroupOut } from '../../statistics/sensitivity/leave-one-group-out.js'
import { subgroupEffects } from '../../statistics/sensitivity/subgroup-effects.js'
import { compareRestrictedMeans } from '../../statistics/survival/compare-restricted-means.js'
import { kaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { pairwiseLogRank } from '../../statistics/survival/pairwise-log-rank.js'
import { mantelHaenszel } from '../../statistics/tables/mantel-haenszel.js'
import { codes, flags, reals } from './support/samples.js'

test('VanderWeele and Ding’s example: a risk ratio of 3.9 (1.8 to 8.7) has E-values 7.26 and 3.0', () => {
  const { estimate, limit } = eValue(3.9, { lower: 1.8, upper: 8.7 }, 'risk-ratio')
  expect(estimate).toBeCloseTo(7.26, 2)
  expect(limit).toBeCloseTo(3.0, 2)
})

test('an E-value treats a ratio and its inverse alike, and is 1 for a limit when the interval holds 1', () => {
  const up = eValue(2, { lower: 1.5, upper: 3 }, 'hazard-ratio')
  const down = eValue(0.5, { lower: 1 / 3, upper: 1 / 1.5 }, 'hazard-ratio')
  expect(down.estimate).toBeCloseTo(up.estimate, 12)
  expect(down.limit).toBeCloseTo(up.limit, 12)
  expect(eValue(1.4, { lower: 0.9, upper: 2 }, 'odds-ratio').limit).toBe(1)
  expect(eValue(4, { lower: 2, upper: 8 }, 'odds-ratio').estimate).toBeCloseTo(2 + Math.sqrt(2), 12)
  expect(() => eValue(0, { lower: 0, upper: 1 }, 'risk-ratio')).toThrow(InvalidInput)
})

test('Holm by hand, Benjamini and Hochberg by hand', () => {
  expect(adjustPValues([0.01, 0.04, 0.03], 'holm')).toEqual([0.03, 0.06, 0.06])
  expect(adjustPValues([0.01, 0.04, 0.03], 'benjamini-hochberg')).toEqual([0.03, 0.04, 0.04])
  expect(adjustPValues([0.5, 0.9], 'bonferroni')).toEqual([1, 1])
  expect(() => adjustPValues([1.1], 'holm')).toThrow(InvalidInput)
})

test('adjusted P-values keep their order and are never smaller', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), values => {
      for (const by of ['holm', 'benjamini-hochberg'] as const) {
        const adjusted = adjustPValues(values, by)
        values.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p)
          values.forEach((q, j) => {
            if (p < q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!)
          })
        })
      }
    }),
  )
})

test('risks compared by hand: 10 of 20 and 5 of 25', () => {
  expect(riskDifference(10, 20, 5, 25).estimate).toBeCloseTo(0.3, 14)
  const ratio = riskRatio(10, 20, 5, 25)
  expect(ratio.estimate).toBeCloseTo(2.5, 14)
  expect(ratio.upper).toBeCloseTo(2.5 * Math.exp(1.959963984540054 * Math.sqrt(1 / 10 - 1 / 20 + 1 / 5 - 1 / 25)), 10)
  expect(oddsRatio(10, 20, 5, 25).estimate).toBeCloseTo(4, 14)
  expect(oddsRatio(0, 20, 5, 25)).toMatchObject({ estimate: 0, lower: null, notes: [{ kind: 'not-estimable' }] })
})

test('Mantel and Haenszel over one stratum: (n - 1) / n of Pearson’s, and the sample odds ratio', () => {
  const result = mantelHaenszel(
    [
      [
        [10, 20],
        [30, 40],
      ],
    ],
    { continuity: false },
  )
  expect(result.statistic).toBeCloseTo((99 * (400 - 600) ** 2) / (30 * 70 * 40 * 60), 12)
  expect(result.oddsRatio).toBeCloseTo(400 / 600, 14)
  expect(
    mantelHaenszel([
      [
        [0, 0],
        [3, 4],
      ],
    ]),
  ).toMatchObject({ statistic: null, notes: [{ kind: 'not-estimable' }] })
  expect(() => mantelHaenszel([])).toThrow(InvalidInput)
})

test('restricted means compared by hand: areas 2.5 and 1.5 to 3', () => {
  const first = kaplanMeier({ time: reals(2, 4), event: flags(1, 0) })
  const second = kaplanMeier({ time: reals(1, 2), event: flags(1, 1) })
  const { difference, ratio } = compareRestrictedMeans(first, second, 3)
  expect(difference.value).toBeCloseTo(1, 14)
  expect(ratio.value).toBeCloseTo(2.5 / 1.5, 14)
})

const sample = {
  time: reals(5, 1, 9, 3, 7, 2, 8, 6, 4, 10, 11, 12),
  event: flags(1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 1),
  covariates: [reals(0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0)],
}
const site = codes(1, 1, 2, 2, 1, 3, 3, 3, 2, 1, 2, 3)

test('leaving one site out fits the others, once for each', () => {
  const fits = leaveOneGroupOut(sample, site)
  expect(fits.map(({ leftOut, fit }) => [leftOut, fit.n])).toEqual([
    [1, 8],
    [2, 8],
    [3, 8],
  ])
})

test('pairs of groups are tested on their own rows, those that cannot be tested stand apart', () => {
  const pairs = pairwiseLogRank({
    time: reals(1, 2, 3, 4, 9, 9),
    event: flags(1, 1, 1, 1, 0, 0),
    group: codes(0, 1, 0, 1, 2, 2),
  })
  expect(pairs.map(({ first, second }) => [first, second])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ])
  expect(pairs[0]?.adjustedP).not.toBeNull()
})

test('a subgroup of one level has no interaction, and says so', () => {
  const input = { time: sample.time, event: sample.event, covariates: [] }
  const result = subgroupEffects(input, sample.covariates[0]!, new Int32Array(12))
  expect(result).toMatchObject({ interaction: null, notes: [{ kind: 'not-estimable' }] })
  expect(subgroupEffects(input, sample.covariates[0]!, site).levels.map(({ n }) => n)).toEqual([4, 4, 4])
})
