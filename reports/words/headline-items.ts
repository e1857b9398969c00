import { results } from '../../protocol/results/catalogue.js'
import { keysOf, resultKey } from '../../protocol/results/result-key.js'
import type { Study } from '../../protocol/language/study.js'
import { type Told, told, toldAll, toldId, toldNumber } from '../../words/told.js'
import { arms } from '../../cohort/arms.js'
import { armLabel, toldLabel } from './labels.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import { fixed, missingWord, pText, percentDecimals, ratioDecimals } from './shown-numbers.js'

/** One headline number: what it is called, and the results that it is read from, an estimate before its limits. */
export interface HeadlineItem {
  readonly label: Told
  readonly kind: 'count' | 'days' | 'months' | 'ratio' | 'p' | 'fraction'
  readonly keys: readonly [string, ...string[]]
  /** The P-value that belongs to a ratio. */
  readonly p: string | null
}

/** The headline numbers in the order of a paper's abstract; those that a study has no result of are among them. */
export const headlineItems = (study: Study): readonly HeadlineItem[] => [
  item(told`Eligible subjects`, 'count', [resultKey(results.eligible, { who: '-' }, 'n')]),
  ...arms.map(arm =>
    item(told`Eligible, ${armLabel(study, arm)}`, 'count', [resultKey(results.eligible, { who: arm }, 'n')]),
  ),
  item(told`Matched pairs`, 'count', [resultKey(results.matching, { set: 'all' }, 'pairs')]),
  ...(['all', 'matched'] as const).flatMap(cohort => [
    ...Object.entries(study.endpoints).flatMap(([id, endpoint]) =>
      survivalItems(study, cohort, id, endpointName(id, toldLabel(study, endpoint.label)), endpoint.unit),
    ),
    ...(study.response?.targets ?? [])
      .slice(0, 1)
      .flatMap(target =>
        (['orr', 'dcr'] as const).flatMap(rate =>
          responseItems(study, cohort, target.id, toldLabel(study, target.label), rate),
        ),
      ),
  ]),
  ...arms.map(arm =>
    item(told`Grade 3–4 adverse events, ${armLabel(study, arm)}`, 'count', [
      resultKey(results.safety, { set: 'all', category: 'any', arm, grade: '3-4' }, 'n'),
    ]),
  ),
]

/** A headline number as people read it, an interval behind its estimate; null where the study has no such result. */
export const shownItem = ({ kind, keys }: HeadlineItem, book: ResultBook): Told | null => {
  const found = keys.map(key => book.get(key))
  if (found[0] === undefined) return null
  const decimals = kind === 'ratio' ? ratioDecimals(keys.slice(1).map(key => book.number(key))) : 0
  const values = found.map(result =>
    typeof result?.value === 'number'
      ? shownValue(kind, result.value, decimals)
      : told`${missingWord(result?.notes ?? [])}`,
  )
  return withInterval(values)
}

/** An estimate with its limits behind it, where it has any. */
export const withInterval = ([estimate = told``, ...limits]: readonly Told[]): Told =>
  limits.length === 0 ? estimate : told`${estimate} (${toldAll(limits, '–')})`

/** PFS and OS are known by their letters, other endpoints by their label. */
export const endpointName = (id: string, label: Told): Told => (id.length <= 4 ? toldId(id.toUpperCase()) : label)

const shownValue = (kind: HeadlineItem['kind'], value: number, ratio: number): Told => {
  if (kind === 'count') return told`${value}`
  if (kind === 'p') return toldNumber(pText(value))
  if (kind === 'fraction') return toldNumber(`${fixed(100 * value, percentDecimals([value]))}%`)
  return toldNumber(fixed(value, kind === 'ratio' ? ratio : kind === 'days' ? 0 : 1))
}

const item = (
  label: Told,
  kind: HeadlineItem['kind'],
  keys: readonly [string, ...string[]],
  p: string | null = null,
): HeadlineItem => ({ label, kind, keys, p })

const cohortWord = (cohort: AnalysisSetId): Told => (cohort === 'all' ? told`` : told`, matched`)

const survivalItems = (
  study: Study,
  cohort: AnalysisSetId,
  id: string,
  name: Told,
  unit: 'days' | 'months',
): readonly HeadlineItem[] => {
  const matched = cohortWord(cohort)
  const ratio = (label: Told, model: string): HeadlineItem => {
    const key = keysOf(results.coxTerm, { set: cohort, endpoint: id, model, term: 'arm.treated' })
    return item(label, 'ratio', [key('hazard-ratio'), key('lower'), key('upper')], key('p'))
  }
  return [
    ...arms.map(arm => {
      const key = keysOf(results.survivalArm, { set: cohort, endpoint: id, arm })
      const label = told`${name}, median ${unit}, ${armLabel(study, arm)}${matched}`
      return item(label, unit, [key('median'), key('median-lower'), key('median-upper')])
    }),
    ratio(told`${name}, hazard ratio${matched}`, 'univariate'),
    item(told`${name}, log-rank P${matched}`, 'p', [
      resultKey(results.survival, { set: cohort, endpoint: id }, 'log-rank-p'),
    ]),
    ratio(told`${name}, adjusted hazard ratio${matched}`, 'multivariate'),
  ]
}

const responseItems = (
  study: Study,
  cohort: AnalysisSetId,
  target: string,
  label: Told,
  rate: 'orr' | 'dcr',
): readonly HeadlineItem[] => {
  const name = told`${rate === 'orr' ? 'Objective response' : 'Disease control'}, ${label}`
  const ids = { set: cohort, target, rate }
  return [
    ...arms.map(arm =>
      item(told`${name}, ${armLabel(study, arm)}${cohortWord(cohort)}`, 'fraction', [
        resultKey(results.responseRateArm, { ...ids, arm }, 'rate'),
      ]),
    ),
    item(told`${name}, P${cohortWord(cohort)}`, 'p', [resultKey(results.responseRate, ids, 'p')]),
  ]
}
