import { labelText } from '../../protocol/language/ids.js'
import type { Study } from '../../protocol/language/study.js'
import { conditionWords, whereWords } from './condition-words.js'
import { covariatesOf } from './labels.js'
import { analysisLines, summaryLines } from './method-analyses.js'
import type { MethodLine, MethodSection } from './method-line.js'
import { afterIndexReason, variableWords } from './variable-words.js'

/** The methods of a study, written from the resolved study so that every convention can be seen. */
export const methodSections = (study: Study): readonly MethodSection[] =>
  [
    { heading: 'Design', lines: designLines(study) },
    { heading: 'Variables', lines: variableLines(study) },
    { heading: 'Eligibility', lines: eligibilityLines(study) },
    { heading: 'Arms and covariates', lines: armLines(study) },
    { heading: 'Endpoints', lines: endpointLines(study) },
    { heading: 'Response, adverse events, later therapy', lines: summaryLines(study) },
    { heading: 'Analyses', lines: analysisLines(study) },
  ].filter(section => section.lines.length > 0)

const designLines = (study: Study): readonly MethodLine[] => [
  {
    what: 'Index date',
    how:
      study.index === 'day 0'
        ? 'day 0 of each subject'
        : `${study.index.pick} ${study.index.date} of ` + `${study.index.from}${whereWords(study.index.where)}`,
  },
  {
    what: 'Time',
    how:
      study.time === 'dates'
        ? `calendar days; the zone of runs is ${study.timeZone}; what is dated after the data cut is as if ` +
          `not yet known`
        : "days since each subject's index; there is no data cut",
  },
  {
    what: 'Cannot tell',
    how:
      "a condition on an unknown value is neither met nor not met (Kleene's rules through all, any, " +
      'not); each criterion says what follows',
  },
  {
    what: 'Closed world',
    how:
      'any and count over a domain that the site delivers are false and 0 where there is no row; over a ' +
      'domain that it does not deliver they are unknown',
  },
  {
    what: 'Limits',
    how:
      'a value received as a limit (<20, >1210) stays a limit: a cut or a criterion is decided where the ' +
      'limit decides it',
  },
  {
    what: 'One person at two sites',
    how: 'the earliest index date counts; the other record is excluded as a duplicate',
  },
]

const variableLines = (study: Study): readonly MethodLine[] =>
  Object.entries(study.variables).map(([name, variable]) => {
    const reason = afterIndexReason(variable)
    return {
      what: name,
      how: `${variableWords(variable)}${reason === null ? '' : `. Looks beyond the index date, because: ${reason}`}`,
    }
  })

const eligibilityLines = (study: Study): readonly MethodLine[] => [
  ...study.eligibility.include.map(one => ({
    what: `Include: ${labelText(one.label)}`,
    how: `${conditionWords(one.when)}; cannot tell: ${one.cannotTell}`,
  })),
  ...study.eligibility.exclude.map(one => ({
    what: `Exclude: ${labelText(one.label)}`,
    how: `${conditionWords(one.when)}; cannot tell: ${one.cannotTell}`,
  })),
  {
    what: 'First reason',
    how: 'in the order written: inclusion, then exclusion; a subject counts once on the flow, under the first reason',
  },
]

const armLines = (study: Study): readonly MethodLine[] => [
  ...(['treated', 'control'] as const).map(arm => ({
    what: labelText(study.arms[arm].label),
    how: `${arm} arm: ${conditionWords(study.arms[arm].when)}`,
  })),
  ...covariatesOf(study).map(covariate => {
    const source = study.covariates.find(one => (one.id ?? one.variable) === covariate.id)
    const cut =
      source?.cut === undefined
        ? ''
        : `, cut at ${source.cut.join(', ')} (a value at the cut belongs ${source.cutBelongs})`
    const levels =
      covariate.levels.length === 0
        ? 'continuous'
        : `${covariate.levels.map(level => level.label).join(' | ')}; compared with ` +
          (covariate.levels.find(level => level.id === covariate.reference)?.label ?? '')
    return { what: covariate.label, how: `${levels}${cut}; used in ${covariate.use.join(', ')}` }
  }),
]

const endpointLines = (study: Study): readonly MethodLine[] =>
  Object.values(study.endpoints).flatMap(endpoint => {
    const source = (one: (typeof endpoint.events)[number]): string =>
      `${one.reason} (${one.from}.${one.date}${whereWords(one.where)})`
    const label = labelText(endpoint.label)
    return [
      {
        what: `${label}: events`,
        how: `the earliest of ${endpoint.events.map(source).join('; ')}; an event wins over any censoring`,
      },
      {
        what: `${label}: censoring`,
        how: `else the latest of ${endpoint.censoring.map(source).join('; ')}; both end at the data cut`,
      },
      { what: `${label}: unit`, how: endpoint.unit === 'days' ? 'days' : 'months of 30.4375 days' },
    ]
  })
