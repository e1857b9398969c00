import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import type { TimeTransform } from '../../statistics/cox/proportional-hazards-test.js'
import { proportionalHazardsTest } from '../../statistics/cox/proportional-hazards-test.js'
import { matchNearest } from '../../statistics/matching/match-nearest.js'
import { fitPropensityScore } from '../../statistics/propensity/fit-propensity-score.js'
import { propensityWeights } from '../../statistics/propensity/weights.js'
import { kaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { medianSurvival } from '../../statistics/survival/survival-quantile.js'
import { codes, flags, reals, survivalSamples } from './support/samples.js'

describe('the test of proportional hazards', () => {
  const sample = {
    time: reals(1, 2, 3, 4, 6, 8, 9, 12),
    event: flags(1, 1, 0, 1, 1, 1, 0, 1),
    covariates: [reals(1, 0, 1, 1, 0, 1, 0, 0)],
  }
  const fit = fitCox(sample)
  const hazardRatio = Math.exp(fit.terms[0]!.coefficient!)

  // Events in their order: time, exposed or not, and the exposed's share of the risk set's weight.
  const events = [
    [1, 1, 4, 4],
    [2, 0, 3, 4],
    [4, 1, 2, 3],
    [6, 0, 1, 3],
    [8, 1, 1, 2],
    [12, 0, 0, 1],
  ].map(([time = 0, exposed = 0, ones = 0, zeros = 0]) => {
    const share = (ones * hazardRatio) / (ones * hazardRatio + zeros)
    return { time, exposed, share }
  })

  // S(t-) just before each event: 8 at risk, 7, 5, 4, 3, 1.
  const before = [1, 7 / 8, 6 / 8, (6 / 8) * (4 / 5), (6 / 8) * (3 / 5), (6 / 8) * (2 / 5)]
  const transforms: readonly (readonly [TimeTransform, readonly number[]])[] = [
    ['identity', events.map(({ time }) => time)],
    ['log', events.map(({ time }) => Math.log(time))],
    ['rank', [1, 2, 4, 5, 6, 8]],
    ['km', before.map(survival => 1 - survival)],
  ]

  test.each(transforms)('by hand with %s: the score of a slope in time over its variance', (transform, g) => {
    const centred = g.map(value => value - g.reduce((a, b) => a + b) / g.length)
    const sum = (of: (i: number) => number): number => events.reduce((total, _, i) => total + of(i), 0)
    const variance = events.map(({ share }) => share * (1 - share))
    const score = sum(i => centred[i]! * (events[i]!.exposed - events[i]!.share))
    const slopes = sum(i => centred[i]! ** 2 * variance[i]!)
    const both = sum(i => centred[i]! * variance[i]!)
    const expected = score ** 2 / (slopes - both ** 2 / sum(i => variance[i]!))
    const found = proportionalHazardsTest(sample, fit, transform)
    expect(found.terms[0]?.test.statistic).toBeCloseTo(expected, 10)
    expect(found.global).toEqual(found.terms[0]?.test)
  })
})

test('Peto and Peto by hand: the difference at each event counts as much as are still alive', () => {
  const sample = { time: reals(1, 2, 3, 4), event: flags(1, 1, 1, 1), group: codes(0, 0, 1, 1) }
  // (1 - 1/2) + 3/4 (1 - 1/3) = 1 with variance 1/4 + 9/16 * 2/9 = 3/8.
  expect(logRank(sample, { rho: 1 }).chiSquare).toBeCloseTo(1 / (3 / 8), 14)
})

test('Brookmeyer and Crowley by hand: the limits of a median are where the band passes one half', () => {
  const curve = kaplanMeier({ time: reals(1, 2, 3, 4), event: flags(1, 1, 1, 1) }, { band: 'plain' })
  // S = 3/4, 1/2, 1/4, the band 0.42, 0.49, 0.42 on either side: its lower line begins at 0.33, its upper ends at 0.67.
  expect(medianSurvival(curve)).toMatchObject({ value: 2.5, lower: 1, upper: null })
})

test('overlap weights of a logistic score balance the means exactly', () => {
  fc.assert(
    fc.property(survivalSamples, ({ time, group, covariate }) => {
      const treated = Uint8Array.from(group)
      const covariates = [covariate, time]
      const { distance, model } = fitPropensityScore({ treated, covariates })
      fc.pre(model.converged && model.terms.every(({ coefficient }) => coefficient !== null))
      const weights = propensityWeights(treated, distance, { estimand: 'overlap' })
      for (const values of covariates) {
        const { difference } = standardizedMeanDifference({ values, treated, weights })
        expect(Math.abs(difference)).toBeLessThan(1e-7)
      }
    }),
  )
})

test('trimmed weights are those of scores moved to the limits, and never larger than these allow', () => {
  const treated = flags(1, 0, 1, 0, 1, 0)
  const score = reals(0.01, 0.99, 0.5, 0.5, 0.99, 0.01)
  expect([...propensityWeights(treated, score, { trim: 0.1 })]).toEqual([
    ...propensityWeights(treated, reals(0.1, 0.9, 0.5, 0.5, 0.9, 0.1)),
  ])
})

test('a random order of choice comes back with its seed, and its pairs are pairs', () => {
  const n = 60
  const treated = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0))
  const distance = Float64Array.from({ length: n }, (_, i) => ((i * 29) % 61) / 61)
  const pairsOf = (seed: number): readonly (readonly number[])[] =>
    [...matchNearest({ treated, distance }, { order: 'random', seed, caliper: 0.05, caliperUnit: 'raw' }).pairs].map(
      set => [set.treated, ...set.controls],
    )
  expect(pairsOf(7)).toEqual(pairsOf(7))
  expect(new Set([1, 2, 3, 4, 5].map(seed => JSON.stringify(pairsOf(seed)))).size).toBeGreaterThan(1)
  for (const [row = 0, control = 0] of pairsOf(7)) {
    expect([treated[row], treated[control]]).toEqual([1, 0])
    expect(Math.abs(distance[row]! - distance[control]!)).toBeLessThanOrEqual(0.05)
  }
})
