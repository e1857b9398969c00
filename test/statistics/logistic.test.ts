import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { fitLogistic, inverseLogit } from '../../statistics/logistic/fit-logistic.js'
import { fitPropensityScore } from '../../statistics/propensity/fit-propensity-score.js'
import { propensityWeights } from '../../statistics/propensity/weights.js'
import { effectiveSampleSize } from '../../statistics/balance/effective-sample-size.js'
import { flags, permutation, reals, reorder } from './support/samples.js'

describe('by hand', () => {
  // 2 of 3 with x = 0, 1 of 4 with x = 1: the odds ratio is (1/3) / (2/1), its log's variance the sum of the cells'
  // inverses.
  const outcome = flags(1, 0, 1, 0, 0, 1, 0)
  const x = reals(0, 0, 0, 1, 1, 1, 1)
  const fit = fitLogistic({ outcome, covariates: [x], terms: ['x'] })

  test('one binary covariate gives the odds ratio of the 2 x 2 table', () => {
    expect(fit.terms[1]?.oddsRatio).toBeCloseTo(1 / 3 / 2, 12)
    expect(fit.terms[1]?.se).toBeCloseTo(Math.sqrt(1 / 2 + 1 + 1 / 3 + 1), 12)
    expect(fit.terms[0]?.coefficient).toBeCloseTo(Math.log(2), 12)
  })

  test('the fitted probabilities are the cells’ shares', () => {
    expect(fit.fitted[0]).toBeCloseTo(2 / 3, 13)
    expect(fit.fitted[6]).toBeCloseTo(1 / 4, 13)
  })

  test('equal covariate rows have bit-equal scores', () => {
    expect(fit.fitted[3]).toBe(fit.fitted[5])
  })

  test('fewer than ten events per variable are noted', () => {
    expect(fit.notes.map(({ kind }) => kind)).toContain('few-events')
  })
})

describe('edges', () => {
  test('separation is found and named with its cell', () => {
    const fit = fitLogistic({
      outcome: flags(0, 1, 0, 1, 1, 1),
      covariates: [reals(0, 0, 0, 1, 1, 1)],
      terms: ['stage'],
    })
    expect(fit.converged).toBe(false)
    expect(fit.notes.find(({ kind }) => kind === 'separation')).toMatchObject({ terms: ['stage'] })
    expect(fit.notes.find(({ kind }) => kind === 'separation')?.text).toContain('stage = 1: all 3 have outcome 1')
  })

  test('a covariate that splits the outcomes is named with its split', () => {
    const covariates = [Float64Array.from({ length: 14 }, (_, i) => i + 0.5)]
    const fit = fitLogistic({
      outcome: Uint8Array.from({ length: 14 }, (_, i) => (i < 7 ? 0 : 1)),
      covariates,
      terms: ['dose'],
    })
    expect(fit.notes.find(({ kind }) => kind === 'separation')?.text).toContain('dose separates the outcome at 7.5')
  })

  test('one outcome only, a constant covariate, no row and a missing value', () => {
    expect(fitLogistic({ outcome: flags(1, 1), covariates: [] }).notes.map(({ kind }) => kind)).toContain('separation')
    const constant = fitLogistic({ outcome: flags(1, 0, 1), covariates: [reals(4, 4, 4)], terms: ['site'] })
    expect(constant.terms[1]).toMatchObject({ coefficient: null })
    expect(constant.notes[0]).toMatchObject({ kind: 'aliased', terms: ['site'] })
    expect(() => fitLogistic({ outcome: flags(), covariates: [] })).toThrow(EmptySample)
    expect(() => fitLogistic({ outcome: flags(1), covariates: [reals(NaN)] })).toThrow(InvalidInput)
  })

  test('the inverse logit does not overflow', () => {
    expect([inverseLogit(-800), inverseLogit(0), inverseLogit(800)]).toEqual([0, 0.5, 1])
  })
})

const samples = fc
  .array(fc.record({ y: fc.boolean(), a: fc.integer({ min: -3, max: 3 }), b: fc.boolean() }), {
    minLength: 12,
    maxLength: 60,
  })
  .map(rows => ({
    outcome: Uint8Array.from(rows, ({ y }) => (y ? 1 : 0)),
    covariates: [Float64Array.from(rows, ({ a }) => a), Float64Array.from(rows, ({ b }) => (b ? 1 : 0))],
  }))

describe('properties', () => {
  test('rows in another order give the same coefficients and scores, bit for bit', () => {
    fc.assert(
      fc.property(samples, fc.integer(), (input, seed) => {
        const order = permutation(input.outcome.length, seed)
        const one = fitLogistic(input)
        const other = fitLogistic({
          outcome: reorder(input.outcome, order),
          covariates: input.covariates.map(column => reorder(column, order)),
        })
        expect(other.terms).toEqual(one.terms)
        expect([...other.fitted]).toEqual([...reorder(one.fitted, order)])
      }),
    )
  })

  test('swapping the outcomes turns every sign', () => {
    fc.assert(
      fc.property(samples, input => {
        const one = fitLogistic(input)
        if (!one.converged) return
        const other = fitLogistic({ ...input, outcome: input.outcome.map(y => 1 - y) })
        one.terms.forEach(({ coefficient }, j) => {
          expect(other.terms[j]?.coefficient ?? 0).toBeCloseTo(-(coefficient ?? 0), 8)
        })
      }),
    )
  })

  test('the fitted probabilities sum to the events, and the ATE weights of each arm to all', () => {
    fc.assert(
      fc.property(samples, input => {
        const { distance, model } = fitPropensityScore({ treated: input.outcome, covariates: input.covariates })
        if (!model.converged) return
        expect(distance.reduce((sum, p) => sum + p, 0)).toBeCloseTo(model.events, 8)
        const weights = propensityWeights(input.outcome, distance, { estimand: 'overlap' })
        const arm = (of: number): number => weights.reduce((sum, w, i) => sum + (input.outcome[i] === of ? w : 0), 0)
        expect(arm(1)).toBeCloseTo(arm(0), 8)
      }),
    )
  })
})

test('weights by hand: a score of one quarter', () => {
  const arms = flags(1, 0)
  const scores = reals(0.25, 0.25)
  expect([...propensityWeights(arms, scores)]).toEqual([4, 4 / 3])
  expect([...propensityWeights(arms, scores, { estimand: 'ATT' })]).toEqual([1, 1 / 3])
  expect([...propensityWeights(arms, scores, { estimand: 'overlap' })]).toEqual([0.75, 0.25])
  expect([...propensityWeights(arms, scores, { stabilized: true })]).toEqual([2, 2 / 3])
  expect([...propensityWeights(arms, scores, { trim: 0.4 })]).toEqual([2.5, 1 / 0.6])
  expect(() => propensityWeights(flags(0), reals(1))).toThrow(InvalidInput)
  expect(effectiveSampleSize(reals(1, 1, 2))).toBeCloseTo(16 / 6, 14)
})
