import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { Study } from '../../protocol/language/study.js'
import { type Told, told, toldAll, toldDay, toldId, toldNumber } from '../../words/told.js'
import { balanceRows, balanceThreshold } from '../sheets/balance-rows.js'
import { coxTerms } from '../sheets/cox-rows.js'
import { endpointName } from './headline-items.js'
import { toldLabel } from './labels.js'
import { nowAndBefore } from './now-and-before.js'
import type { ReportNumbers } from '../report-context.js'
import type { KeptPairs, ReportInput } from '../report-input.js'
import type { AnalysisSetId } from '../../analysis/sets/analysis-set.js'
import type { ResultBook } from '../result-book.js'
import { decimalsBeside, fixed, marksOf, pPhrase } from './shown-numbers.js'
import { counted } from '../../words/counted.js'

/** What a reader has to know before the numbers are used, by kind. */
export interface Warning {
  readonly kind:
    | 'turned'
    | 'pairs'
    | 'balance'
    | 'hazards'
    | 'events'
    | 'data cut'
    | 'read before'
    | 'columns'
    | 'decisions'
    | 'source'
    | 'nights'
    | 'day'
  readonly text: Told
}

/** Below so many events per variable a multivariate model is not relied on (Peduzzi, 1995). */
const fewestEvents = 10
const level = 0.05

/** Everything that a reader is warned of, the gravest first: cover, mail and terminal show the same. */
export const warnings = (numbers: ReportNumbers): readonly Warning[] => {
  const { input, book, before } = numbers
  const { study, previous } = input
  const of = (kind: Warning['kind'], texts: readonly Told[]): readonly Warning[] => texts.map(text => ({ kind, text }))
  return [
    ...of('data cut', previous === null ? [] : cutBackwards(previous.dataCut, input.run.dataCut)),
    ...of('nights', input.nights == null ? [] : [input.nights]),
    ...of('day', input.judgements),
    ...of('read before', readBefore(input)),
    ...of('columns', columnWarnings(input)),
    ...of('decisions', decisionWarnings(input)),
    ...of('turned', before === null ? [] : nowAndBefore(study, before, book)),
    ...of('pairs', previous === null ? [] : redrawnPairs(previous.pairs)),
    ...of('balance', balanceWarning(study, book)),
    ...of('hazards', hazardWarnings(study, book)),
    ...of('events', eventWarning(study, book)),
    ...of('source', sourceWarning(numbers)),
  ]
}

const cutBackwards = (before: string | null, now: string | null): readonly Told[] =>
  before !== null && now !== null && now < before
    ? [
        told`The data cut went backwards: ${toldDay(before)} in the last report, ${toldDay(now)} now. What came after ${toldDay(now)} is not counted.`,
      ]
    : []

const labelOf = ({ sites }: ReportInput, id: string): Told => sites.find(({ site }) => site === id)?.label ?? toldId(id)

// What a rerun took over was not read again: its door dropped what another mapping would need.
const readBefore = ({ sites }: ReportInput): readonly Told[] =>
  sites
    .filter(({ status, failureKind }) => status === 'reused' && failureKind === 'ReadBefore')
    .map(({ label, reason }) => told`${label}: ${reason ?? told``}; a run of all sites reads them anew.`)

const columnWarnings = (input: ReportInput): readonly Told[] =>
  input.findings
    .filter(({ used, effect }) => used && effect === 'column left out')
    .map(
      ({ site, column, unusable, filled }) =>
        told`${labelOf(input, site)}: the column '${column ?? told`without a name`}' is left out of the report: ${unusable} of ${filled} filled cells could not be used.`,
    )

const decisionWarnings = (input: ReportInput): readonly Told[] =>
  input.findings
    .filter(({ effect }) => effect === 'accepted by decision')
    .map(
      ({ site, kind }) =>
        told`${labelOf(input, site)}: its export is in the report by a person's decision, against '${toldId(kind)}'.`,
    )

const redrawnPairs = ({ kept, before }: KeptPairs): readonly Told[] => {
  return kept === before
    ? []
    : [
        told`Matching was drawn anew: ${kept} of the last report's ${counted(before, told`pair`)} ${kept === 1 ? 'was' : 'were'} kept.`,
      ]
}

const balanceWarning = (study: Study, book: ResultBook): readonly Told[] => {
  const sizes = balanceRows(study, book).flatMap(({ before, after }) =>
    before === null || after === null ? [] : [{ before: Math.abs(before), after: Math.abs(after) }],
  )
  const of = (when: 'before' | 'after') => {
    const found = sizes.map(size => size[when])
    return { above: found.filter(size => size > balanceThreshold).length, largest: Math.max(0, ...found) }
  }
  const [before, after] = [of('before'), of('after')]
  if (after.above <= before.above && after.largest <= before.largest) return []
  const shown = (size: number): Told => toldNumber(fixed(size, decimalsBeside([size], 3, marksOf.smd)))
  return [
    told`Balance is worse after matching than before: |SMD| above ${balanceThreshold} in ${after.above} of ${sizes.length} rows (before: ${before.above}), the largest ${shown(after.largest)} (before: ${shown(before.largest)}).`,
  ]
}

const modelsOf = (study: Study): readonly { readonly name: Told; readonly at: ModelPlace }[] =>
  Object.entries(study.endpoints).flatMap(([endpoint, { label }]) =>
    (['all', 'matched'] as const).map(cohort => ({
      name: told`${endpointName(endpoint, toldLabel(study, label))}${cohort === 'all' ? '' : ', matched'}`,
      at: { cohort, endpoint },
    })),
  )

interface ModelPlace {
  readonly cohort: AnalysisSetId
  readonly endpoint: string
}

const hazardWarnings = (study: Study, book: ResultBook): readonly Told[] =>
  modelsOf(study).flatMap(({ name, at: { cohort, endpoint } }) => {
    const ids = { set: cohort, endpoint }
    const failing = (label: Told, pKey: string): readonly Told[] => {
      const p = book.number(pKey)
      return p !== null && p < level ? [told`${label} ${pPhrase(p)}`] : []
    }
    const found = [
      ...failing(told`the arm alone`, resultKey(results.coxAlone, { ...ids, covariate: 'arm' }, 'zph-p')),
      ...failing(told`the multivariate model`, resultKey(results.coxTogether, ids, 'zph-global-p')),
      ...coxTerms(study, book, cohort, endpoint, 'multivariate').flatMap(term =>
        failing(
          told`in the multivariate model ${term.label}`,
          resultKey(results.coxWithin, { ...ids, term: term.term }, 'zph-p'),
        ),
      ),
    ]
    return found.length === 0
      ? []
      : [
          told`${name}: hazards are not proportional, so one hazard ratio does not hold for all times: ${toldAll(found, '; ')}.`,
        ]
  })

const eventWarning = (study: Study, book: ResultBook): readonly Told[] => {
  const few = modelsOf(study).flatMap(({ name, at: { cohort, endpoint } }) => {
    const each = book.number(resultKey(results.coxTogether, { set: cohort, endpoint }, 'events-per-variable'))
    return each !== null && each < fewestEvents
      ? [told`${name} ${toldNumber(fixed(each, decimalsBeside([each], 1, [fewestEvents])))}`]
      : []
  })
  return few.length === 0
    ? []
    : [told`Fewer than ${fewestEvents} events per variable in the multivariate model: ${toldAll(few, '; ')}.`]
}

const sourceWarning = ({ input }: ReportNumbers): readonly Told[] => {
  const count = input.published.comparisons.filter(one => one.verdict === 'contradictory in the source').length
  return count === 0
    ? []
    : [told`Published numbers that contradict themselves in the source: ${count}; among the headline numbers marked *.`]
}
