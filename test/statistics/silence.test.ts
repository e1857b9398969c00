import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as describing from '../../statistics/description/describe.js'
import * as moments from '../../statistics/description/moments.js'
import * as proportions from '../../statistics/description/proportion.js'
import * as quantiles from '../../statistics/description/quantile.js'
import * as risks from '../../statistics/description/risk-comparison.js'
import { betaDistribution } from '../../statistics/distributions/beta.js'
import * as binomial from '../../statistics/distributions/binomial.js'
import type { ContinuousDistribution } from '../../statistics/distributions/distribution.js'
import { fisherF } from '../../statistics/distributions/fisher-f.js'
import * as gammas from '../../statistics/distributions/gamma.js'
import * as hypergeometric from '../../statistics/distributions/hypergeometric.js'
import * as normal from '../../statistics/distributions/normal.js'
import * as students from '../../statistics/distributions/student-t.js'
import { kruskalWallis } from '../../statistics/groups/kruskal-wallis.js'
import { mannWhitney } from '../../statistics/groups/mann-whitney.js'
import { oneWayAnova } from '../../statistics/groups/one-way-anova.js'
import { studentT } from '../../statistics/groups/student-t-test.js'
import { welchT } from '../../statistics/groups/welch-t-test.js'
import { adjustPValues } from '../../statistics/multiplicity/adjust-p-values.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { fourfoldExact } from '../../statistics/tables/fourfold-exact.js'
import { mantelHaenszelExact } from '../../statistics/tables/mantel-haenszel-exact.js'
import { mantelHaenszel } from '../../statistics/tables/mantel-haenszel.js'
import { mcNemar } from '../../statistics/tables/mc-nemar.js'
import { pearsonChiSquare } from '../../statistics/tables/pearson.js'
import { awkward, counts, samples, silentFlaw, tables } from './support/silence.js'

const RUNS = { numRuns: 300 }

const hold = <T>(arbitrary: fc.Arbitrary<T>, method: (input: T) => unknown, endless = false): void => {
  fc.assert(
    fc.property(arbitrary, input => {
      expect(silentFlaw(() => method(input), endless)).toBeNull()
    }),
    RUNS,
  )
}

const confidences = fc.constantFrom(0.95, 0.5, 1e-9, 1 - 1e-12, 0, 1, NaN)
const pairs = fc.tuple(awkward, awkward)
const triples = fc.tuple(awkward, awkward, awkward)

describe('no distribution says NaN in silence', () => {
  const families: readonly (readonly [string, (a: number, b: number) => ContinuousDistribution])[] = [
    ['gamma', gammas.gammaDistribution],
    ['chi-square', df => gammas.chiSquare(df)],
    ['t', df => students.studentT(df)],
    ['F', fisherF],
    ['beta', betaDistribution],
  ]
  const points = ['density', 'logDensity', 'lower', 'upper', 'logLower', 'logUpper'] as const
  const functions = [...points, 'quantile', 'upperQuantile'] as const

  test.each(families)('%s', (_, family) => {
    for (const name of functions) hold(triples, ([a, b, x]) => family(a, b)[name](x), true)
  })

  test('normal', () => {
    for (const method of Object.values(normal)) hold(awkward, z => method(z), true)
  })

  test('the P-values of t and chi-square', () => {
    hold(pairs, ([x, df]) => gammas.logChiSquareUpper(x, df), true)
    hold(pairs, ([t, df]) => students.logTwoSidedT(t, df), true)
  })

  test('binomial', () => {
    const small = fc.tuple(awkward, fc.constantFrom(0, 1, 5, 40, -1, 0.5, NaN), awkward)
    for (const method of Object.values(binomial)) hold(small, ([x, n, p]) => method(x, n, p), true)
  })

  test('hypergeometric', () => {
    const urns = fc.record({ white: counts, black: counts, drawn: counts })
    for (const method of Object.values(hypergeometric))
      hold(fc.tuple(awkward, urns), ([x, urn]) => method(x, urn), true)
  })
})

describe('no description says NaN or infinity in silence', () => {
  test('moments, median and quantiles', () => {
    for (const method of [moments.mean, moments.variance, moments.standardDeviation, quantiles.median])
      hold(samples, values => method(values))
    hold(fc.tuple(samples, samples), ([first, second]) => moments.meanDifference(first, second))
    hold(fc.tuple(samples, awkward), ([values, level]) => moments.meanFrom(values, level))
    hold(samples, values => describing.describe(values))
    hold(fc.tuple(samples, awkward, fc.constantFrom(6, 7, 'hinge')), ([values, probability, type]) =>
      quantiles.quantile(values, probability, type as 6),
    )
  })

  test('proportions and their comparison', () => {
    const two = fc.tuple(counts, counts, counts, counts, confidences)
    hold(two, ([x, n, , , confidence]) => proportions.clopperPearson(x, n, confidence))
    hold(two, ([x, n, , , confidence]) => proportions.wilson(x, n, confidence))
    for (const method of [proportions.newcombe, risks.riskDifference, risks.riskRatio, risks.oddsRatio])
      hold(two, input => method(...input))
  })
})

describe('no test says NaN or infinity in silence', () => {
  const two = fc.tuple(samples, samples, confidences)
  const alternatives = fc.constantFrom('two-sided' as const, 'less' as const, 'greater' as const)

  test('of means so far apart that no number holds the statistic', () => {
    const { statistic, p, notes } = studentT([1e300], [1 - 2 ** -53, 1])
    expect([statistic, p, notes.map(({ kind }) => kind)]).toEqual([null, null, ['not-estimable']])
  })

  test('of means and ranks', () => {
    hold(two, ([first, second, confidence]) => studentT(first, second, confidence))
    hold(two, ([first, second, confidence]) => welchT(first, second, confidence))
    hold(fc.array(samples, { maxLength: 4 }), groups => oneWayAnova(groups))
    hold(fc.array(samples, { maxLength: 4 }), groups => kruskalWallis(groups))
    const options = fc.record({ method: fc.constantFrom('auto', 'exact', 'normal'), continuity: fc.boolean() })
    hold(fc.tuple(samples, samples, options), ([first, second, { method, continuity }]) =>
      mannWhitney(first, second, { method: method as 'auto', continuity }),
    )
  })

  test('of tables', () => {
    hold(fc.tuple(tables, fc.boolean()), ([table, continuity]) => pearsonChiSquare(table, { continuity }))
    hold(fc.tuple(tables, fc.boolean()), ([table, continuity]) => mcNemar(table, { continuity }))
    hold(tables, table => fisherExact(table, { budget: 1000, replicates: 50 }))
    // A one-sided limit is infinite by definition.
    hold(
      fc.tuple(tables, alternatives, confidences),
      ([table, alternative, confidence]) => fisherExact(table, { alternative, confidence, replicates: 50 }),
      true,
    )
    hold(fc.tuple(tables, alternatives), ([table, alternative]) => fourfoldExact(table, alternative, 0.95), true)
  })

  test('of strata of tables', () => {
    const strata = fc.oneof(
      fc.array(tables, { maxLength: 3 }),
      fc.array(fc.tuple(fc.tuple(counts, counts), fc.tuple(counts, counts)), { minLength: 1, maxLength: 4 }),
    )
    hold(fc.tuple(strata, confidences, fc.boolean()), ([tablesOf, confidence, continuity]) =>
      mantelHaenszel(tablesOf, { confidence, continuity }),
    )
    hold(
      fc.tuple(strata, confidences, alternatives),
      ([tablesOf, confidence, alternative]) => mantelHaenszelExact(tablesOf, { confidence, alternative }),
      true,
    )
  })

  test('adjusted P-values', () => {
    const ways = fc.constantFrom('none' as const, 'bonferroni' as const, 'holm' as const, 'benjamini-hochberg' as const)
    hold(fc.tuple(samples, ways), ([values, by]) => adjustPValues(values, by))
  })
})
