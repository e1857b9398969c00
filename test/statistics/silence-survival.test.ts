import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ecdfDifference } from '../../statistics/balance/ecdf-difference.js'
import { effectiveSampleSize } from '../../statistics/balance/effective-sample-size.js'
import { standardizedMeanDifference } from '../../statistics/balance/standardized-mean-difference.js'
import { tableoneSmd } from '../../statistics/balance/tableone-smd.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { matchNearest } from '../../statistics/matching/match-nearest.js'
import { propensityWeights } from '../../statistics/propensity/weights.js'
import { compareRestrictedMeans } from '../../statistics/survival/compare-restricted-means.js'
import { concordance } from '../../statistics/survival/concordance.js'
import { kaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { survivalAt } from '../../statistics/survival/landmark.js'
import { logRank } from '../../statistics/survival/log-rank.js'
import { pairwiseLogRank } from '../../statistics/survival/pairwise-log-rank.js'
import { medianSurvival, survivalQuantile } from '../../statistics/survival/survival-quantile.js'
import { restrictedMean } from '../../statistics/survival/restricted-mean.js'
import { awkward, silentFlaw } from './support/silence.js'

const numbers = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(0, 1, 1, 2, 2, 3, 5, 0.1) },
  { weight: 1, arbitrary: fc.constantFrom(-1, NaN, Infinity, 1e100, 1e-100) },
)

// Few rows, so that arms are empty or of one row, all are censored or have the event, and covariates are constant.
const samples = fc
  .array(fc.record({ time: numbers, event: fc.boolean(), group: fc.nat({ max: 2 }), x: numbers, z: numbers }), {
    maxLength: 9,
  })
  .map(rows => ({
    time: Float64Array.from(rows, ({ time }) => time),
    event: Uint8Array.from(rows, ({ event }) => (event ? 1 : 0)),
    group: Int32Array.from(rows, ({ group }) => group),
    treated: Uint8Array.from(rows, ({ group }) => (group > 0 ? 1 : 0)),
    x: Float64Array.from(rows, ({ x }) => x),
    z: Float64Array.from(rows, ({ z }) => z),
  }))

type Sample = typeof samples extends fc.Arbitrary<infer T> ? T : never

// Limits of a ratio may leave the doubles where its standard error is in the hundreds, as in R.
const endless: readonly string[] = ['a Cox model', 'a logistic model']

const methods: { readonly [name: string]: (sample: Sample, number: number) => unknown } = {
  'the log-rank test': sample => logRank(sample),
  'the weighted log-rank test in strata': sample => {
    return logRank({ ...sample, strata: Int32Array.from(sample.treated) }, { rho: 1 })
  },
  'log-rank tests of pairs': sample => pairwiseLogRank(sample),
  'the median': sample => medianSurvival(kaplanMeier(sample)),
  'a quantile': (sample, at) => survivalQuantile(kaplanMeier(sample), at),
  'a landmark': (sample, at) => survivalAt(kaplanMeier(sample), at),
  'a restricted mean': (sample, tau) => restrictedMean(kaplanMeier(sample), tau),
  'restricted means compared': (sample, tau) => {
    const other = kaplanMeier({ time: sample.x, event: sample.event })
    return compareRestrictedMeans(kaplanMeier(sample), other, tau)
  },
  concordance: sample => concordance({ ...sample, score: sample.x }),
  'a Cox model': sample => fitCox({ ...sample, covariates: [sample.x, sample.z] }),
  'a logistic model': sample => fitLogistic({ outcome: sample.event, covariates: [sample.x, sample.z] }),
  'propensity weights': ({ treated, x }) =>
    propensityWeights(
      treated,
      x.map(score => score / 6),
    ),
  'the effective sample size': ({ x }) => effectiveSampleSize(x),
  'a standardized difference': ({ treated, x }) => standardizedMeanDifference({ values: x, treated }),
  'a weighted standardized difference': ({ treated, x, z }) =>
    standardizedMeanDifference({ values: x, treated, weights: z }),
  'tableone’s difference': ({ treated, x }) => tableoneSmd({ values: x, treated }),
  'the distance of two distributions': ({ treated, x }) => ecdfDifference({ values: x, treated }),
  'a match': ({ treated, x }) => matchNearest({ treated, distance: x }),
}

test.each(Object.keys(methods))('%s says neither NaN nor infinity in silence', name => {
  fc.assert(
    fc.property(samples, awkward, (sample, number) => {
      expect(silentFlaw(() => methods[name]!(sample, number), endless.includes(name))).toBeNull()
    }),
    { numRuns: RUNS },
  )
})

const RUNS = 300
