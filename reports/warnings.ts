import { labelText } from '../protocol/ids.js'
import type { Study } from '../protocol/study.js'
import { balanceRows, balanceThreshold } from './balance-rows.js'
import { coxTerms } from './cox-rows.js'
import { endpointName } from './headline-items.js'
import { nowAndBefore, pairsKept } from './now-and-before.js'
import type { ReportNumbers } from './report-context.js'
import type { ReportInput } from './report-input.js'
import type { CohortName, ResultBook } from './result-book.js'
import { decimalsBeside, fixed, marksOf, pPhrase } from './shown-numbers.js'

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
  readonly text: string
}

/** Below so many events per variable a multivariate model is not relied on (Peduzzi, 1995). */
const fewestEvents = 10
const level = 0.05

/** Everything that a reader is warned of, the gravest first: cover, mail and terminal show the same. */
export const warnings = (numbers: ReportNumbers): readonly Warning[] => {
  const { input, book, before } = numbers
  const { study, previous } = input
  const of = (kind: Warning['kind'], texts: readonly string[]): readonly Warning[] =>
    texts.map(text => ({ kind, text }))
  return [
    ...of('data cut', previous === null ? [] : cutBackwards(previous.dataCut, input.run.dataCut)),
    ...of('nights', input.nights == null ? [] : [input.nights]),
    ...of('read before', readBefore(input)),
    ...of('columns', columnWarnings(input)),
    ...of('decisions', decisionWarnings(input)),
    ...of('turned', before === null ? [] : nowAndBefore(study, before, book)),
    ...of('pairs', previous === null ? [] : redrawnPairs(previous.pairs, input.pairs)),
    ...of('balance', balanceWarning(study, book)),
    ...of('hazards', hazardWarnings(study, book)),
    ...of('events', eventWarning(study, book)),
    ...of('source', sourceWarning(numbers)),
  ]
}

const cutBackwards = (before: string | null, now: string | null): readonly string[] =>
  before !== null && now !== null && now < before
    ? [`The data cut went backwards: ${before} in the last report, ${now} now. What came after ${now} is not counted.`]
    : []

const labelOf = ({ sites }: ReportInput, id: string): string => sites.find(({ site }) => site === id)?.label ?? id

// What a rerun took over was not read again: its door dropped what another mapping would need.
const readBefore = ({ sites }: ReportInput): readonly string[] =>
  sites
    .filter(({ status, failureKind }) => status === 'reused' && failureKind === 'ReadBefore')
    .map(({ label, reason }) => `${label}: ${reason ?? ''}; a run of all sites reads them anew.`)

const columnWarnings = (input: ReportInput): readonly string[] =>
  input.findings
    .filter(({ used, effect }) => used && effect === 'column left out')
    .map(
      ({ site, column, unusable, filled }) =>
        `${labelOf(input, site)}: the column '${column ?? 'without a name'}' is left out of the report: ` +
        `${String(unusable)} of ${String(filled)} filled cells could not be used.`,
    )

const decisionWarnings = (input: ReportInput): readonly string[] =>
  input.findings
    .filter(({ effect }) => effect === 'accepted by decision')
    .map(
      ({ site, kind }) =>
        `${labelOf(input, site)}: its export is in the report by a person's decision, against '${kind}'.`,
    )

const redrawnPairs = (...[were, are]: Parameters<typeof pairsKept>): readonly string[] => {
  const { kept, before } = pairsKept(were, are)
  return kept === before
    ? []
    : [`Matching was drawn anew: ${String(kept)} of the last report's ${String(before)} pairs were kept.`]
}

const balanceWarning = (study: Study, book: ResultBook): readonly string[] => {
  const sizes = balanceRows(study, book).flatMap(({ before, after }) =>
    before === null || after === null ? [] : [{ before: Math.abs(before), after: Math.abs(after) }],
  )
  const of = (when: 'before' | 'after') => {
    const found = sizes.map(size => size[when])
    return { above: found.filter(size => size > balanceThreshold).length, largest: Math.max(0, ...found) }
  }
  const [before, after] = [of('before'), of('after')]
  if (after.above <= before.above && after.largest <= before.largest) return []
  const shown = (size: number): string => fixed(size, decimalsBeside([size], 3, marksOf.smd))
  return [
    `Balance is worse after matching than before: |SMD| above ${String(balanceThreshold)} in ${String(after.above)} of ` +
      `${String(sizes.length)} rows (before: ${String(before.above)}), the largest ${shown(after.largest)} ` +
      `(before: ${shown(before.largest)}).`,
  ]
}

const modelsOf = (study: Study): readonly { readonly key: string; readonly name: string; readonly at: ModelPlace }[] =>
  Object.entries(study.endpoints).flatMap(([endpoint, { label }]) =>
    (['all', 'matched'] as const).map(cohort => ({
      key: `cox/${cohort}/${endpoint}`,
      name: `${endpointName(endpoint, labelText(label))}${cohort === 'all' ? '' : ', matched'}`,
      at: { cohort, endpoint },
    })),
  )

interface ModelPlace {
  readonly cohort: CohortName
  readonly endpoint: string
}

const hazardWarnings = (study: Study, book: ResultBook): readonly string[] =>
  modelsOf(study).flatMap(({ key, name, at: { cohort, endpoint } }) => {
    const failing = (label: string, pKey: string): readonly string[] => {
      const p = book.number(pKey)
      return p !== null && p < level ? [`${label} ${pPhrase(p)}`] : []
    }
    const found = [
      ...failing('the arm alone', `${key}/univariate/arm/zph-p`),
      ...failing('the multivariate model', `${key}/multivariate/-/zph-global-p`),
      ...coxTerms(study, book, cohort, endpoint, 'multivariate').flatMap(term =>
        failing(`in the multivariate model ${term.label}`, `${term.key}/zph-p`),
      ),
    ]
    return found.length === 0
      ? []
      : [`${name}: hazards are not proportional, so one hazard ratio does not hold for all times: ${found.join('; ')}.`]
  })

const eventWarning = (study: Study, book: ResultBook): readonly string[] => {
  const few = modelsOf(study).flatMap(({ key, name }) => {
    const each = book.number(`${key}/multivariate/-/events-per-variable`)
    return each !== null && each < fewestEvents
      ? [`${name} ${fixed(each, decimalsBeside([each], 1, [fewestEvents]))}`]
      : []
  })
  return few.length === 0
    ? []
    : [`Fewer than ${String(fewestEvents)} events per variable in the multivariate model: ${few.join('; ')}.`]
}

const sourceWarning = ({ input }: ReportNumbers): readonly string[] => {
  const count = input.published.comparisons.filter(one => one.verdict === 'contradictory in the source').length
  return count === 0
    ? []
    : [
        `Published numbers that contradict themselves in the source: ${String(count)}; among the headline numbers marked *.`,
      ]
}
