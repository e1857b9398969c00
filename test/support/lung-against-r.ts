import { describe, expect, test } from 'vitest'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import { closeTo } from './close-to.js'
import { lungAnswers } from './lung-cohort.js'

type Table = { readonly values: readonly (readonly number[])[] }
type Fit = {
  readonly tight: { readonly coef: readonly number[]; readonly se: readonly number[] }
  readonly naiveSe?: readonly number[]
}
type Limits = { readonly median: number | null; readonly lower: number | null; readonly upper: number | null }
type Curve = {
  readonly n: number
  readonly events: number
  readonly time: readonly number[]
  readonly surv: readonly number[]
  readonly nRisk: readonly number[]
  readonly median: { readonly log: Limits }
  readonly landmark: {
    readonly time: readonly number[]
    readonly surv: readonly number[]
    readonly nRisk: readonly number[]
    readonly ci: { readonly log: { readonly lower: readonly number[]; readonly upper: readonly number[] } }
  }
}

const answers = lungAnswers()
const covariates = ['age', 'ecog', 'karnofsky', 'weight-loss']
const columns = ['age', 'ph.ecog', 'ph.karno', 'wt.loss']

/** What a run of the lung study gave: values by key, pairs as numbers of the complete rows, and curves. */
export interface LungRun {
  readonly values: ReadonlyMap<string, number | string | null>
  readonly pairs: readonly (readonly [pair: number, treated: number, control: number])[]
  readonly curves: readonly SurvivalCurve[]
}

/** Registers the tests that hold a run of the lung study to R's answers. */
export const describeAgreementWithR = (run: () => LungRun): void => {
  const at = (key: string): unknown => run().values.get(key)

  describe('matching', () => {
    test('the pairs are those of MatchIt', () => {
      const { pairs, caliperRaw } = answers('match-cal0.2-largest') as {
        readonly caliperRaw: number
        readonly pairs: readonly {
          readonly treated: number
          readonly controls: readonly number[]
          readonly subclass: number
        }[]
      }
      const expected = pairs.map(({ treated, controls, subclass }) => [subclass, treated, controls[0]])
      expect(run().pairs).toEqual(expected)
      expect(at('matching/all/-/-/-/pairs')).toBe(77)
      expect(at('matching/all/-/-/-/treated-unmatched')).toBe(9)
      closeTo(at('matching/all/-/-/-/caliper'), caliperRaw, 1e-6)
    })

    test('the propensity model is that of glm', () => {
      const { tight } = answers('logistic-female') as Fit
      for (const [position, term] of ['intercept', ...covariates].entries()) {
        closeTo(at(`propensity/all/-/-/${term}/coefficient`), tight.coef[position] ?? NaN, 1e-8, term)
        closeTo(at(`propensity/all/-/-/${term}/se`), tight.se[position] ?? NaN, 1e-8, term)
      }
    })

    test('balance before and after is that of summary.matchit', () => {
      const { balanceBefore, balanceAfter } = answers('match-cal0.2-largest') as {
        readonly balanceBefore: Table
        readonly balanceAfter: Table
      }
      for (const [cohort, table] of [
        ['all', balanceBefore],
        ['matched', balanceAfter],
      ] as const) {
        for (const [position, covariate] of covariates.entries()) {
          const [treatedMean = NaN, controlMean = NaN, smd = NaN, varianceRatio = NaN] =
            table.values[position + 1] ?? []
          closeTo(at(`baseline/${cohort}/${covariate}/treated/-/mean`), treatedMean, 1e-9, covariate)
          closeTo(at(`baseline/${cohort}/${covariate}/control/-/mean`), controlMean, 1e-9, covariate)
          closeTo(at(`baseline/${cohort}/${covariate}/-/-/smd`), smd, 1e-9, covariate)
          closeTo(at(`baseline/${cohort}/${covariate}/-/-/variance-ratio`), varianceRatio, 1e-9, covariate)
        }
        closeTo(at(`matching/${cohort}/-/-/-/distance-smd`), table.values[0]?.[2] ?? NaN, 1e-6, 'distance')
      }
    })
  })

  describe('survival', () => {
    test.each([
      ['all', 'km-female'],
      ['matched', 'km-matched-cal0.2-largest'],
    ])('Kaplan-Meier of %s is that of survfit', (cohort, id) => {
      const { curves } = answers(id) as { readonly curves: readonly Curve[] }
      for (const [position, arm] of ['control', 'treated'].entries()) {
        const expected = curves[position]
        if (expected === undefined) throw new Error(`no curve of ${arm}`)
        const key = `survival/${cohort}/os/${arm}/-`
        expect(at(`${key}/n`)).toBe(expected.n)
        expect(at(`${key}/events`)).toBe(expected.events)
        expect(at(`${key}/median`)).toBe(expected.median.log.median)
        expect(at(`${key}/median-lower`)).toBe(expected.median.log.lower)
        expect(at(`${key}/median-upper`)).toBe(expected.median.log.upper)
        for (const [landmark, time] of expected.landmark.time.entries()) {
          closeTo(at(`${key}/rate-${time}`), expected.landmark.surv[landmark] ?? NaN, 1e-9)
          closeTo(at(`${key}/rate-${time}-lower`), expected.landmark.ci.log.lower[landmark] ?? NaN, 1e-9)
          closeTo(at(`${key}/rate-${time}-upper`), expected.landmark.ci.log.upper[landmark] ?? NaN, 1e-9)
          expect(at(`${key}/at-risk-${time}`)).toBe(expected.landmark.nRisk[landmark])
        }
        const curve = run().curves.find(one => one.key === `survival/${cohort}/os/${arm}`)
        expect(curve?.times).toEqual(expected.time)
        expect(curve?.atRisk).toEqual(expected.nRisk)
        expected.surv.forEach((survival, step) => closeTo(curve?.survival[step], survival, 1e-9))
      }
    })

    test('median follow-up is that of the reversed survfit', () => {
      for (const [cohort, id] of [
        ['all', 'reverse-km-female'],
        ['matched', 'reverse-km-matched-cal0.2-largest'],
      ] as const) {
        const { byGroup } = answers(id) as {
          readonly byGroup: readonly { readonly median: { readonly log: Limits } }[]
        }
        expect(at(`survival/${cohort}/os/control/-/follow-up-reverse-km`)).toBe(byGroup[0]?.median.log.median)
        expect(at(`survival/${cohort}/os/treated/-/follow-up-reverse-km`)).toBe(byGroup[1]?.median.log.median)
      }
    })

    test.each([
      ['all', 'log-rank', 'logrank-female'],
      ['matched', 'log-rank', 'logrank-matched-cal0.2-largest'],
      ['matched', 'log-rank-by-pair', 'logrank-matched-pairstrata-cal0.2-largest'],
    ])('in %s the %s test is that of survdiff', (cohort, name, id) => {
      const { chisq, p } = answers(id) as { readonly chisq: number; readonly p: number }
      closeTo(at(`survival/${cohort}/os/-/-/${name}-chi-square`), chisq, 1e-9)
      closeTo(at(`survival/${cohort}/os/-/-/${name}-p`), p, 1e-9)
    })
  })

  describe('Cox', () => {
    const expectTerm = (key: string, coefficient: number, se: number, reported: string): void => {
      closeTo(at(`${key}/coefficient`), coefficient, 1e-8, key)
      closeTo(at(`${key}/${reported}`), se, 1e-8, key)
      closeTo(at(`${key}/hazard-ratio`), Math.exp(coefficient), 1e-8, key)
      closeTo(at(`${key}/lower`), Math.exp(coefficient - 1.959963984540054 * se), 1e-8, key)
      closeTo(at(`${key}/upper`), Math.exp(coefficient + 1.959963984540054 * se), 1e-8, key)
    }

    test('each univariate model before matching is that of coxph', () => {
      for (const [term, column] of [
        ['arm.treated', 'female'],
        ...covariates.map((id, position) => [id, columns[position]]),
      ]) {
        const { tight } = answers(`cox-efron-${column}`) as Fit
        expectTerm(`cox/all/os/univariate/${term}`, tight.coef[0] ?? NaN, tight.se[0] ?? NaN, 'se')
      }
    })

    test('the multivariate model before matching is that of coxph', () => {
      const { tight } = answers('cox-efron-full') as Fit
      for (const [position, term] of ['arm.treated', ...covariates].entries()) {
        expectTerm(`cox/all/os/multivariate/${term}`, tight.coef[position] ?? NaN, tight.se[position] ?? NaN, 'se')
      }
    })

    test('the multivariate model as a whole is that of coxph, cox.zph and concordance', () => {
      const expected = answers('cox-efron-full') as {
        readonly concordance: { readonly c: number; readonly se: number }
        readonly zph: { readonly km: { readonly p: readonly number[] } }
        readonly lrTest: { readonly stat: number; readonly p: number }
      }
      const fit = 'cox/all/os/multivariate/-'
      closeTo(at(`${fit}/concordance`), expected.concordance.c, 1e-10)
      closeTo(at(`${fit}/concordance-se`), expected.concordance.se, 1e-8)
      closeTo(at(`${fit}/likelihood-ratio`), expected.lrTest.stat, 1e-8)
      closeTo(at(`${fit}/likelihood-ratio-p`), expected.lrTest.p, 1e-7)
      const [arm = NaN] = expected.zph.km.p
      closeTo(at('cox/all/os/multivariate/arm.treated/zph-p'), arm, 1e-6)
      closeTo(at(`${fit}/zph-global-p`), expected.zph.km.p.at(-1) ?? NaN, 1e-6)
    })

    test('after matching limits and P are robust by pair, the naive ones beside', () => {
      const robust = answers('cox-efron-matched-cluster-cal0.2-largest') as Fit
      const naive = answers('cox-efron-matched-unclustered-cal0.2-largest') as Fit
      const key = 'cox/matched/os/univariate/arm.treated'
      const [coefficient = NaN, naiveSe = NaN] = [naive.tight.coef[0], naive.tight.se[0]]
      expectTerm(key, robust.tight.coef[0] ?? NaN, robust.tight.se[0] ?? NaN, 'robust-se')
      closeTo(at(`${key}/se`), naiveSe, 1e-8)
      closeTo(at(`${key}/naive-lower`), Math.exp(coefficient - 1.959963984540054 * naiveSe), 1e-8)
      closeTo(at(`${key}/naive-upper`), Math.exp(coefficient + 1.959963984540054 * naiveSe), 1e-8)
    })
  })

  test('descriptions and the t test are those of R', () => {
    for (const [covariate, column] of [
      ['age', 'age'],
      ['karnofsky', 'ph.karno'],
      ['weight-loss', 'wt.loss'],
    ]) {
      const { describe: expected, student } = answers(`continuous-${column}-by-female`) as {
        readonly describe: Readonly<Record<string, Readonly<Record<string, number>>>>
        readonly student: { readonly p: number }
      }
      for (const [arm, group] of [
        ['control', '0'],
        ['treated', '1'],
      ] as const) {
        const key = `baseline/all/${covariate}/${arm}/-`
        const row = expected[group]
        for (const [statistic, field] of [
          ['mean', 'mean'],
          ['sd', 'sd'],
          ['median', 'median'],
          ['q1', 'q25type7'],
          ['q3', 'q75type7'],
        ]) {
          closeTo(at(`${key}/${statistic}`), row?.[field ?? ''] ?? NaN, 1e-9, `${key}/${statistic}`)
        }
      }
      closeTo(at(`baseline/all/${covariate}/-/-/p`), student.p, 1e-9, covariate)
    }
  })
}
