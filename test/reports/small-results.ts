import type { Result } from '../../analysis/results/result.js'
import { noted } from '../support/result-notes.js'

type Value = number | string | null
type Of = Readonly<Record<string, Value>>

const plain: Omit<Result, 'key' | 'value'> = { method: 'count', settings: {}, notes: [], sources: [] }

/** Results under a common beginning, a statistic each; null is not estimable for the reason given. */
export const resultsUnder = (
  prefix: string,
  of: Of,
  more: Partial<Result> = {},
  reason = 'not estimable: too few',
): readonly Result[] =>
  Object.entries(of).map(([statistic, value]) => ({
    ...plain,
    ...more,
    key: `${prefix}/${statistic}`,
    value,
    notes: value === null ? noted(reason) : (more.notes ?? []),
    ...(/percent$|rate|lower%|upper%/.test(statistic) && more.unit === undefined && prefix.startsWith('baseline')
      ? { unit: '%' }
      : {}),
  }))

const flow = [
  ...resultsUnder('flow/-/assessed/-/-', { n: 14 }),
  ...resultsUnder('flow/-/assessed/north/-', { n: 8 }),
  ...resultsUnder('flow/-/assessed/south/-', { n: 6 }),
  ...resultsUnder('flow/-/no-index-date/-/-', { held: 1 }),
  ...resultsUnder('flow/-/no-index-date/north/-', { held: 1 }),
  ...resultsUnder('flow/-/no-index-date/south/-', { held: 0 }),
  ...resultsUnder('flow/-/adult/-/-', { excluded: 2, held: 1 }),
  ...resultsUnder('flow/-/adult/north/-', { excluded: 0 }),
  ...resultsUnder('flow/-/adult/south/-', { excluded: 2 }),
  ...resultsUnder('flow/-/adult/control/-', { excluded: 1 }),
  ...resultsUnder('flow/-/adult/treated/-', { excluded: 1 }),
  ...resultsUnder('flow/-/held-later/-/-', { n: 1 }),
  ...resultsUnder('flow/-/held-later/north/-', { n: 0 }),
  ...resultsUnder('flow/-/held-later/south/-', { n: 1 }),
  ...resultsUnder('flow/-/held/-/-', { n: 2 }),
  ...resultsUnder('flow/-/eligible/-/-', { n: 10 }),
  ...resultsUnder('flow/-/eligible/north/-', { n: 7 }),
  ...resultsUnder('flow/-/eligible/south/-', { n: 3 }),
  ...resultsUnder('flow/-/eligible/control/-', { n: 6 }),
  ...resultsUnder('flow/-/eligible/treated/-', { n: 4 }),
]

const percent: Partial<Result> = { unit: '%' }

const baseline = (['all', 'matched'] as const).flatMap(cohort => [
  ...resultsUnder(`baseline/${cohort}/-/control/-`, { n: cohort === 'all' ? 6 : 3 }),
  ...resultsUnder(`baseline/${cohort}/-/treated/-`, { n: cohort === 'all' ? 4 : 3 }),
  ...resultsUnder(`baseline/${cohort}/age/control/-`, { mean: 60.25, sd: 8, median: 61 }),
  ...resultsUnder(`baseline/${cohort}/age/treated/-`, { mean: 55.5, sd: null, median: 54 }),
  ...resultsUnder(`baseline/${cohort}/age/-/-`, {
    smd: cohort === 'all' ? 0.6 : -0.05,
    'variance-ratio': cohort === 'all' ? 1.25 : 0.9,
  }),
  ...resultsUnder(`baseline/${cohort}/age/-/-`, { p: 0.0004 }, { method: "Welch's t-test" }),
  ...['one', 'two', 'three'].flatMap((level, index) => [
    ...resultsUnder(`baseline/${cohort}/stage/control/${level}`, { n: index + 1 }),
    ...resultsUnder(`baseline/${cohort}/stage/control/${level}`, { percent: [20, 40, 60][index] ?? 0 }, percent),
    ...resultsUnder(`baseline/${cohort}/stage/treated/${level}`, { n: 1 }),
    ...resultsUnder(`baseline/${cohort}/stage/treated/${level}`, { percent: 25 }, percent),
    ...resultsUnder(`baseline/${cohort}/stage/-/${level}`, {
      smd: ([0.3, -0.2, 0.15][index] ?? 0) / (cohort === 'all' ? 1 : 2),
    }),
  ]),
  ...resultsUnder(`baseline/${cohort}/stage/-/-`, { p: 0.04996 }, { method: "Fisher's exact test" }),
  ...resultsUnder(`baseline/${cohort}/stage/control/-`, { missing: cohort === 'all' ? 1 : 0 }),
  ...resultsUnder(`baseline/${cohort}/stage/control/-`, { 'missing-percent': cohort === 'all' ? 12.5 : 0 }, percent),
  ...resultsUnder(`baseline/${cohort}/stage/treated/-`, { missing: 0 }),
  ...resultsUnder(`baseline/${cohort}/stage/treated/-`, { 'missing-percent': 0 }, percent),
  ...resultsUnder(`baseline/${cohort}/sex/-/male`, { smd: cohort === 'all' ? 0.8 : 0.0995 }),
])

const survival = (['all', 'matched'] as const).flatMap(cohort => [
  ...resultsUnder(`survival/${cohort}/os/control/-`, {
    n: 6,
    events: 5,
    median: 8.25,
    'median-lower': 4,
    'rate-6': 0.75,
    'rate-6-lower': 0.5,
    'rate-6-upper': 0.9996,
    'rate-12': 0.25,
    'rate-12-lower': 0.1,
    'rate-12-upper': 0.5,
    'follow-up-observed': 9.5,
    'follow-up-min': 2,
    'follow-up-max': 24,
    'follow-up-reverse-km': 18.5,
    'at-risk-0': 6,
  }),
  ...resultsUnder(`survival/${cohort}/os/control/-`, { 'median-upper': null }, {}, 'not reached'),
  ...resultsUnder(`survival/${cohort}/os/treated/-`, {
    n: 4,
    events: 1,
    'rate-6': 1,
    'rate-6-lower': 1,
    'rate-6-upper': 1,
    'rate-12': 0.5,
    'rate-12-lower': 0.1,
    'rate-12-upper': 0.9,
    'follow-up-observed': 12,
    'follow-up-reverse-km': null,
  }),
  ...resultsUnder(
    `survival/${cohort}/os/treated/-`,
    { median: null, 'median-lower': null, 'median-upper': null },
    {},
    'not reached',
  ),
  ...resultsUnder(`survival/${cohort}/os/-/-`, { 'log-rank-chi-square': 3.84, 'log-rank-p': 0.05 }),
  ...(cohort === 'all' ? [] : resultsUnder(`survival/${cohort}/os/-/-`, { 'log-rank-by-pair-p': 0.0002 })),
])

const healing = [
  ...resultsUnder('survival/all/healing/control/-', {
    n: 6,
    events: 2,
    median: 30,
    'median-lower': 20,
    'median-upper': 40,
    'follow-up-observed': 33,
    'follow-up-reverse-km': 50,
  }),
  ...resultsUnder('survival/all/healing/treated/-', { n: 4, events: 0, median: null, 'follow-up-observed': 35 }),
  ...resultsUnder('survival/all/healing/-/-', { 'log-rank-p': null }),
]

const ratio = (value: number, lower: number, upper: number, p: number): Of => ({
  'hazard-ratio': value,
  lower,
  upper,
  p,
  coefficient: Math.round(1e4 * Math.log(value)) / 1e4,
  se: 0.25,
})

const naive: Of = { 'robust-se': 0.3, 'naive-lower': 0.3, 'naive-upper': 0.9, 'naive-p': 0.021 }

const stages = [
  ...resultsUnder('cox/all/os/univariate/stage.two', ratio(2, 1.5, 30, 0.4), { notes: noted('one event') }),
  ...resultsUnder('cox/all/os/univariate/stage.three', {
    'hazard-ratio': null,
    lower: null,
    upper: null,
    p: null,
    coefficient: null,
    se: null,
  }),
  ...resultsUnder('cox/all/os/multivariate/stage.two', ratio(2, 1.5, 30, 0.4)),
  ...resultsUnder('cox/all/os/multivariate/stage.two', { 'zph-p': 0.04 }, { notes: noted('transformed times') }),
]

const withNotes = (notes: readonly string[], results: readonly Result[]): readonly Result[] =>
  results.map(result => ({ ...result, notes: noted(...notes) }))

const cox = (['all', 'matched'] as const).flatMap(cohort => [
  ...(['univariate', 'multivariate'] as const).flatMap(model =>
    withNotes(cohort === 'matched' && model === 'multivariate' ? ['few clusters'] : [], [
      ...resultsUnder(`cox/${cohort}/os/${model}/age`, ratio(1.02, 1.01, 1.03, 0.0001)),
      ...resultsUnder(`cox/${cohort}/os/${model}/arm.treated`, ratio(0.5, 0.25, 0.996, 0.0499)),
      ...(cohort === 'all' ? [] : resultsUnder(`cox/${cohort}/os/${model}/arm.treated`, naive)),
    ]),
  ),
  ...(cohort === 'matched' ? [] : stages),
  ...resultsUnder(`cox/${cohort}/os/univariate/arm`, { 'zph-p': 0.3 }, { notes: noted('transformed times') }),
  ...resultsUnder(`cox/${cohort}/os/univariate/stage`, { 'zph-p': 0.01 }, { notes: noted('transformed times') }),
  ...resultsUnder(`cox/${cohort}/os/univariate/age`, { 'zph-p': 0.05 }, { notes: noted('transformed times') }),
  ...resultsUnder(`cox/${cohort}/os/multivariate/-`, {
    covariates: 'age, stage',
    'covariates-refused': 'sex',
    n: 10,
    events: 6,
    variables: 4,
    'events-per-variable': 1.5,
    persons: 9,
    clusters: 3,
    'log-likelihood': -12.3456,
    'likelihood-ratio': 4.5,
    'likelihood-ratio-df': 4,
    'likelihood-ratio-p': 0.34,
    concordance: 0.71,
    'concordance-se': 0.05,
    'zph-global-chi-square': 2.25,
    'zph-global-df': 4,
    'zph-global-p': 0.69,
  }),
])

const others = [
  ...(['all', 'matched'] as const).flatMap(cohort => [
    ...(['control', 'treated'] as const).flatMap((arm, index) => [
      ...['cr', 'pr', 'sd', 'pd', 'ne'].flatMap((response, at) => [
        ...resultsUnder(`response/${cohort}/lung/${arm}/${response}`, { n: at + index }),
        ...resultsUnder(`response/${cohort}/lung/${arm}/${response}`, { percent: 10 * at + 5 }, percent),
      ]),
      ...(['orr', 'dcr'] as const).flatMap(rate =>
        resultsUnder(`response/${cohort}/lung/${arm}/${rate}`, { n: 2, rate: 0.5, lower: 0.0676, upper: 0.9324 }),
      ),
    ]),
    ...resultsUnder(`response/${cohort}/lung/-/orr`, { p: 0.571 }, { method: "Fisher's exact test" }),
    ...resultsUnder(`response/${cohort}/lung/-/dcr`, { p: null }),
  ]),
  ...resultsUnder('response/matched/lung/-/orr', { 'mcnemar-p': 0.48 }, { method: 'McNemar' }),
  ...resultsUnder('response/matched/lung/-/orr', { 'mcnemar-exact-p': 0.5 }, { method: 'McNemar, exact' }),
  ...['fever', 'any'].flatMap(category =>
    ['control', 'treated'].flatMap(arm =>
      ['1', '2', '3', '4', '5', '3-4', 'any'].flatMap((grade, index) => [
        ...resultsUnder(`safety/all/${category}/${arm}/${grade}`, { n: index }),
        ...resultsUnder(`safety/all/${category}/${arm}/${grade}`, { percent: 100 }, percent),
      ]),
    ),
  ),
  ...['control', 'treated'].flatMap(arm => [
    ...resultsUnder(`subsequent/all/second/${arm}/-`, { n: 2 }),
    ...resultsUnder(`subsequent/all/second/${arm}/-`, { percent: 50 }, { ...percent, n: 4 }),
  ]),
  ...resultsUnder('matching/all/-/-/-', {
    pairs: 3,
    n: 9,
    'treated-unmatched': 1,
    'control-unmatched': 2,
    caliper: 0.0123456,
    'largest-distance': 0.01,
    incomplete: 1,
    'distance-smd': 1.2,
  }),
  ...resultsUnder('matching/matched/-/-/-', { 'distance-smd': 0.01 }),
  ...resultsUnder('propensity/all/-/-/-', { converged: 1 }),
  ...['intercept', 'age', 'stage.two', 'sex.male'].flatMap(term =>
    resultsUnder(
      `propensity/all/-/-/${term}`,
      { coefficient: -0.5, se: 0.25, z: -2, p: 0.0455 },
      { notes: noted('nine subjects') },
    ),
  ),
]

/** The results of the small study, set by hand so that words, formats and places can be known. */
export const smallResults: readonly Result[] = [...flow, ...baseline, ...survival, ...healing, ...cox, ...others]
