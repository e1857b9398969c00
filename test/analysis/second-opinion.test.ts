import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyze, matchCohort } from '../support/analyze-cohort.js'
import type { Result, TestBehind } from '../../analysis/results/result.js'
import { assertSecondOpinion, SecondOpinionDiffers } from '../../analysis/results/second-opinion.js'
import { binomialTwoSided } from '../../statistics/distributions/binomial.js'
import { logChiSquareUpper } from '../../statistics/distributions/gamma.js'
import { logTwoSidedNormal } from '../../statistics/distributions/normal.js'
import { logTwoSidedT } from '../../statistics/distributions/student-t.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { lungCohort, lungStudy } from '../support/lung-cohort.js'

const result = (value: number, test: TestBehind): Result => ({
  key: 'cox/all/os/univariate/arm.treated/p',
  value,
  method: 'Cox proportional hazards',
  settings: {},
  notes: [],
  sources: [],
  test,
})
const holds = (value: number, test: TestBehind): void => assertSecondOpinion([result(value, test)])

const statistic = fc.double({ min: 0, max: 40, noNaN: true })

describe('jstat has no objection to what is right, from certain to beyond its digits', () => {
  test('normal', () => {
    fc.assert(
      fc.property(statistic, z => holds(Math.exp(logTwoSidedNormal(-z)), { distribution: 'normal', statistic: -z })),
    )
  })

  test('chi-square', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 400, noNaN: true }), fc.integer({ min: 1, max: 60 }), (x, df) =>
        holds(Math.exp(logChiSquareUpper(x, df)), { distribution: 'chi-square', statistic: x, df }),
      ),
      { numRuns: 1000 },
    )
  })

  test('t', () => {
    const degrees = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.double({ min: 1, max: 20_000, noNaN: true }))
    fc.assert(
      fc.property(statistic, degrees, (t, df) =>
        holds(Math.exp(logTwoSidedT(t, df)), { distribution: 't', statistic: t, df }),
      ),
      { numRuns: 1000 },
    )
  })

  test('discordant pairs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), fc.nat(), (trials, seed) => {
        const lesser = seed % (Math.floor(trials / 2) + 1)
        holds(binomialTwoSided(lesser, trials, 0.5), { distribution: 'binomial', statistic: lesser, trials })
      }),
    )
  })

  test('fourfold tables', () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 250 }))
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        fc.pre(a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0)
        const { p } = fisherExact([
          [a, b],
          [c, d],
        ])
        holds(p, {
          distribution: 'hypergeometric',
          statistic: a,
          population: a + b + c + d,
          successes: a + b,
          draws: a + c,
        })
      }),
      { numRuns: 500 },
    )
  })
})

describe('a P that does not follow from its statistic holds the report', () => {
  const planted: readonly (readonly [string, number, TestBehind])[] = [
    ['one-sided', Math.exp(logTwoSidedNormal(2.1)) / 2, { distribution: 'normal', statistic: 2.1 }],
    ['of the other tail', 1 - Math.exp(logChiSquareUpper(4, 1)), { distribution: 'chi-square', statistic: 4, df: 1 }],
    [
      'of other degrees of freedom',
      Math.exp(logChiSquareUpper(4, 2)),
      { distribution: 'chi-square', statistic: 4, df: 1 },
    ],
    [
      'off in its eighth digit',
      Math.exp(logChiSquareUpper(4, 1)) * (1 + 5e-8),
      { distribution: 'chi-square', statistic: 4, df: 1 },
    ],
    ['of z for a t', Math.exp(logTwoSidedNormal(2)), { distribution: 't', statistic: 2, df: 30 }],
    ['of one side of the pairs', 0.03125, { distribution: 'binomial', statistic: 0, trials: 5 }],
    ['far too large', 0.2, { distribution: 'normal', statistic: 9 }],
    ['far too small', 1e-9, { distribution: 'normal', statistic: 1 }],
  ]

  test.each(planted)('%s', (_, value, behind) => {
    expect(() => holds(value, behind)).toThrow(SecondOpinionDiffers)
    expect(() => holds(value, behind)).toThrow(/^P values do not follow.*cox\/all\/os\/univariate\/arm\.treated\/p is /)
  })
})

test('every P of a run has the statistic that it follows from, but for tests that count orders or larger tables', () => {
  const cohort = lungCohort()
  const study = lungStudy()
  const { results } = analyze(study, cohort, matchCohort(study, cohort.subjects))
  const isP = (key: string): boolean => /[/-]p$/.test(key) && !key.endsWith('/se-of-p')
  const ps = results.filter(({ key, value }) => isP(key) && value !== null)
  expect(ps.length).toBeGreaterThan(30)
  expect(ps.filter(({ test: behind }) => behind === undefined).map(({ key }) => key)).toEqual([])
  expect(results.filter(({ key, test: behind }) => behind !== undefined && !isP(key))).toEqual([])
})

test('a planted P among the propensity results stops the analysis', () => {
  const cohort = lungCohort()
  const study = lungStudy()
  const matching = matchCohort(study, cohort.subjects)
  const wrong = matching.results.map(one =>
    one.key === 'propensity/all/-/-/age/p' ? { ...one, value: Number(one.value) * 1.001 } : one,
  )
  expect(() => analyze(study, cohort, { ...matching, results: wrong })).toThrow(/propensity\/all\/-\/-\/age\/p is /)
})
