import { describe, expect, test } from 'vitest'
import { cobaltBalance } from '../../statistics/balance/cobalt-smd.js'
import { fitFineGray } from '../../statistics/competing/fit-fine-gray.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { kaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { proportionalHazardsTest } from '../../statistics/cox/proportional-hazards-test.js'
import { matchNearest } from '../../statistics/matching/match-nearest.js'
import { medianSurvival, survivalQuantile } from '../../statistics/survival/survival-quantile.js'
import { flags, reals } from './support/samples.js'

describe('a curve that is flat at the level to its end', () => {
  // Of 8, two have the event at 6 and 8; the others are censored, the last at 562: S stays at 6/8.
  const curve = kaplanMeier({ time: reals(6, 8, 30, 63, 78, 152, 562, 562), event: flags(1, 1, 0, 0, 0, 0, 0, 0) })

  test('its quantile is the middle of what is left', () => {
    expect(survivalQuantile(curve, 0.25).value).toBe((8 + 562) / 2)
  })

  test('its median is where the step begins, as the summary of R says it', () => {
    const half = kaplanMeier({ time: reals(1, 2, 5, 9), event: flags(1, 1, 0, 0) })
    expect(medianSurvival(half).value).toBe(2)
    expect(survivalQuantile(half, 0.5).value).toBe((2 + 9) / 2)
  })
})

describe('a Cox model with a covariate that is constant in every stratum', () => {
  const rows = Array.from({ length: 340 }, (_, i) => i)
  const strata = Int32Array.from(rows, i => i % 4)
  const input = {
    time: Float64Array.from(rows, i => 1 + ((i * 37) % 29)),
    event: Uint8Array.from(rows, i => ((i * 11) % 7 < 3 ? 1 : 0)),
    strata,
  }
  const arm = Float64Array.from(rows, i => (i * 13) % 5)
  const sites = [1, 2, 3].map(site => Float64Array.from(strata, stratum => (stratum === site ? 1 : 0)))

  test.each(['efron', 'breslow'] as const)('has no coefficient for it, and the same for the rest (%s)', ties => {
    const alone = fitCox({ ...input, covariates: [arm] }, { ties })
    const terms = ['arm', 'site 1', 'site 2', 'site 3']
    const both = fitCox({ ...input, covariates: [arm, ...sites], terms }, { ties })
    expect(both.terms.map(({ coefficient }) => coefficient !== null)).toEqual([true, false, false, false])
    expect(both.terms[0]?.coefficient).toBeCloseTo(alone.terms[0]!.coefficient!, 12)
    expect(both.notes.map(({ kind, terms: own }) => [kind, own])).toContainEqual(['aliased', terms.slice(1)])
  })

  test('has none when it is the only one', () => {
    const fit = fitCox({ ...input, covariates: [Float64Array.from(strata, stratum => 20.3 + stratum / 7)] })
    expect(fit.terms[0]?.coefficient).toBeNull()
    expect(fit.notes.map(({ kind }) => kind)).toEqual(['aliased'])
  })
})

test('a test of proportional hazards says where the units of the covariates lie too far apart for R', () => {
  const time = reals(2, 3, 5, 7, 11, 13, 17, 19)
  const event = flags(1, 1, 0, 1, 1, 1, 0, 1)
  const first = reals(1, 0, 2, 1, 0, 2, 1, 0)
  const second = reals(3, 1, 4, 1, 5, 9, 2, 6)
  const near = { time, event, covariates: [first, second] }
  const far = { ...near, covariates: [first.map(x => x * 1e6), second.map(x => x / 1e6)] }
  const [fitNear, fitFar] = [fitCox(near), fitCox(far)]
  expect(proportionalHazardsTest(near, fitNear).notes).toEqual([])
  const apart = proportionalHazardsTest(far, fitFar)
  expect(apart.notes.map(({ kind }) => kind)).toEqual(['approximate'])
  expect(apart.global.statistic).toBeCloseTo(proportionalHazardsTest(near, fitNear).global.statistic, 9)
})

describe('a logistic model with a level whose outcomes are all alike', () => {
  // The reference: 26 without and 18 with the outcome; level a 41 and 10; level b none and 2.
  const cells = [
    [0, 26, 18],
    [1, 41, 10],
    [2, 0, 2],
  ] as const
  const rows = cells.flatMap(([level, without, having]) =>
    Array.from({ length: without + having }, (_, i) => ({ level, outcome: i < having ? 1 : 0 })),
  )
  const fit = fitLogistic({
    outcome: Uint8Array.from(rows, ({ outcome }) => outcome),
    covariates: [1, 2].map(own => Float64Array.from(rows, ({ level }) => (level === own ? 1 : 0))),
    terms: ['a', 'b'],
  })

  test('names it, and leaves the digits of the other levels alone', () => {
    expect(fit.notes.filter(({ kind }) => kind === 'separation').flatMap(({ terms }) => terms)).toEqual(['b'])
    const [intercept, a] = fit.terms
    expect(intercept!.coefficient! / Math.log(18 / 26) - 1).toBeCloseTo(0, 12)
    expect(intercept!.se! / Math.sqrt(1 / 26 + 1 / 18) - 1).toBeCloseTo(0, 12)
    expect(a!.se! / Math.sqrt(1 / 26 + 1 / 18 + 1 / 41 + 1 / 10) - 1).toBeCloseTo(0, 12)
  })
})

test('a logistic model says how many fitted probabilities are 0 or 1 within rounding, separated or not', () => {
  const x = reals(-2, -1, -1, 0, 0, 1, 1, 2, 4000, -4000)
  const fit = fitLogistic({ outcome: flags(0, 1, 0, 0, 1, 0, 1, 1, 1, 0), covariates: [x] })
  expect(fit.notes.filter(({ kind }) => kind === 'boundary').map(({ text }) => text)).toEqual([
    '2 fitted probabilities are 0 or 1 within rounding',
  ])
})

test('with replacement the second of two equally near controls is the one fewer steps from the treated itself', () => {
  // Left of the treated at 0 stand a control, two treated, a control at -2; right of it two treated, a control at 2.
  const distance = reals(0, -1, -1.2, -1.5, -2, 0.5, 1, 2)
  const treated = flags(1, 0, 1, 1, 0, 1, 1, 0)
  const { pairs } = matchNearest({ treated, distance }, { ratio: 2, replacement: true, caliper: 2, caliperUnit: 'raw' })
  const [first] = [...pairs]
  expect([...first!.controls]).toEqual([1, 7])
})

describe('times of 0 in a Fine-Gray model', () => {
  // Two of eight are censored at 0. One has the other event at 0 and stays at risk, weighted by G(t-) / G(0 or 0-).
  const input = {
    time: reals(0, 0, 0, 2, 3, 5, 6, 8),
    cause: Int32Array.of(0, 0, 2, 1, 1, 2, 1, 0),
    covariates: [reals(1, 0, 1, 0, 1, 0, 1, 0)],
  }
  // Null log likelihood: minus the log of each risk set's weight; the one that left at 0 weighs w in all of them.
  const nullAt = (w: number): number => -(Math.log(w + 5) + Math.log(w + 4) + Math.log(w + 1 + 2))

  test('weigh by the censoring before them, or after them as cmprsk does', () => {
    expect(fitFineGray(input, 1, { zeroTimes: 'left-limit' }).logLikelihood.null).toBeCloseTo(nullAt(6 / 8), 12)
    expect(fitFineGray(input, 1).logLikelihood.null).toBeCloseTo(nullAt(1), 12)
  })
})

test("cobalt's difference has no other SD to fall back on when the treated do not vary", () => {
  const still = { values: reals(2, 2, 2, 1, 3, 5), treated: flags(1, 1, 1, 0, 0, 0) }
  expect(cobaltBalance(still)).toMatchObject({ rawDifference: -1, smd: null })
  expect(cobaltBalance(still, 'control').smd).toBeCloseTo(-1 / 2, 14)
})
