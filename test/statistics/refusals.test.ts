import { describe, expect, test } from 'vitest'
import { effectiveSampleSize } from '../../statistics/balance/effective-sample-size.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { InvalidInput } from '../../statistics/errors.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { bootstrapCox } from '../../statistics/resampling/bootstrap-cox.js'
import { concordance } from '../../statistics/survival/concordance.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { codes, flags, reals } from './support/samples.js'

const time = reals(1, 2, 3, 4, 5, 6)
const event = flags(1, 0, 1, 1, 0, 1)
const x = reals(0.3, 0.1, 0.9, -0.4, 0.2, 0.7)

describe('columns of another length are refused', () => {
  test.each([5, 7])('an offset of %i rows for 6', length => {
    const offset = new Float64Array(length)
    expect(() => fitCox({ time, event, covariates: [x], offset })).toThrow(InvalidInput)
    expect(() => fitLogistic({ outcome: event, covariates: [x], offset })).toThrow(InvalidInput)
  })

  test('strata of a log-rank test, and a rho that is no number', () => {
    const group = codes(1, 2, 1, 2, 1, 2)
    expect(() => logRank({ time, event, group, strata: codes(1, 1) })).toThrow(InvalidInput)
    expect(() => logRank({ time, event, group }, { rho: Number.NaN })).toThrow(InvalidInput)
  })
})

describe('concordance', () => {
  test('intervals that end before they start and weights of 0 are refused', () => {
    expect(() => concordance({ time, event, score: x, start: time })).toThrow(InvalidInput)
    expect(() => concordance({ time, event, score: x, weights: reals(0, 1, 1, 1, 1, 1) })).toThrow(InvalidInput)
  })

  test('rounding of weights is no pair', () => {
    const input = { time, event: flags(1, 1, 1, 1, 1, 1), start: time.map(end => end - 1), score: x }
    const found = concordance({ ...input, weights: reals(0.27, 0.76, 0.76, 0.12, 0.54, 0.45) })
    expect(found).toMatchObject({ concordance: null, concordant: 0, discordant: 0, tiedScore: 0 })
  })

  test('a start is past at the time that it equals but for rounding', () => {
    const found = concordance({
      time: reals(0.1 + 0.2, 1),
      start: reals(0, 0.3),
      event: flags(1, 1),
      score: reals(2, 1),
    })
    expect(found.concordance).toBe(null)
  })
})

test('a resample whose coefficient is infinite counts as infinite in the limits', async () => {
  const input = {
    time: reals(1, 2, 3, 4, 5, 6, 7, 8, 9, 2.5, 4.5, 6.5),
    event: flags(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0),
    covariates: [reals(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1)],
  }
  const { terms, notes, coefficients } = await bootstrapCox(input, { replicates: 200, seed: 1, workers: 1 })
  expect(coefficients).toContain(Number.NEGATIVE_INFINITY)
  expect(terms[0]).toMatchObject({ lower: null, upper: expect.any(Number) as number })
  expect(notes.map(({ kind }) => kind)).toContain('may-be-infinite')
})

test('weights of all cases multiplied by one number leave the coefficients of a Cox model', () => {
  const fit = (weight: number) =>
    fitCox({ time, event: flags(1, 0, 1, 1, 0, 1), covariates: [x], weights: new Float64Array(6).fill(weight) })
  for (const weight of [1e-20, 1e-12, 1e6])
    expect(fit(weight).coefficients[0]).toBeCloseTo(fit(1).coefficients[0] as number, 12)
})

test('the penalized likelihood of Firth is in the units of the covariates, deviances are without penalty', () => {
  const outcome = flags(1, 0, 1, 1, 0, 1)
  const plain = fitLogistic({ outcome, covariates: [x] })
  const firth = fitLogistic({ outcome, covariates: [x] }, { firth: true })
  const other = fitLogistic({ outcome, covariates: [x.map(value => 10 * value)] }, { firth: true })
  expect(firth.deviance).toBeGreaterThan(plain.deviance)
  expect(other.deviance).toBeCloseTo(firth.deviance, 9)
  expect(other.logLikelihood - firth.logLikelihood).toBeCloseTo(Math.log(10), 9)
  const survival = (scale: number) =>
    fitCox({ time, event: outcome, covariates: [x.map(value => scale * value)] }, { firth: true }).logLikelihood
  expect(survival(10).fitted - survival(1).fitted).toBeCloseTo(Math.log(10), 9)
  expect(survival(10).null - survival(1).null).toBeCloseTo(Math.log(10), 9)
})

test('an effective sample size does not depend on the scale of the weights, and none is negative', () => {
  expect(effectiveSampleSize(reals(1e-200, 1e-200))).toBe(2)
  expect(effectiveSampleSize(reals(1e200, 1e200, 0))).toBe(2)
  expect(() => effectiveSampleSize(reals(-1, 1))).toThrow(InvalidInput)
})
