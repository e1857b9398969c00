import { labelText } from '../../protocol/language/ids.js'
import type { Study } from '../../protocol/language/study.js'
import { conditionWords } from '../../protocol/words/condition-words.js'
import { covariateWords, criterionWords, indexWords, sourceWords } from '../../protocol/words/design-words.js'
import { analysisLines, type MethodLine, summaryLines } from '../../protocol/words/method-words.js'
import { variableWords } from '../../protocol/words/variable-words.js'
import { toldLabel } from './labels.js'

/** Conventions under one heading. */
export interface MethodSection {
  readonly heading: string
  readonly lines: readonly MethodLine[]
}

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
    how: indexWords(study.index),
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
  Object.entries(study.variables).map(([name, variable]) => ({ what: name, how: variableWords(variable) }))

const eligibilityLines = ({ eligibility }: Study): readonly MethodLine[] => [
  ...eligibility.include.map(one => ({ what: `Include: ${labelText(one.label)}`, how: criterionWords(one) })),
  ...eligibility.exclude.map(one => ({ what: `Exclude: ${labelText(one.label)}`, how: criterionWords(one) })),
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
  ...study.covariates.map(covariate => ({
    what: toldLabel(study, covariate.label),
    how: covariateWords(covariate),
  })),
]

const endpointLines = (study: Study): readonly MethodLine[] =>
  Object.values(study.endpoints).flatMap(endpoint => {
    const label = labelText(endpoint.label)
    return [
      {
        what: `${label}: events`,
        how: `the earliest of ${endpoint.events.map(sourceWords).join('; ')}; an event wins over any censoring`,
      },
      {
        what: `${label}: censoring`,
        how: `else the latest of ${endpoint.censoring.map(sourceWords).join('; ')}; both end at the data cut`,
      },
      { what: `${label}: unit`, how: endpoint.unit === 'days' ? 'days' : 'months of 30.4375 days' },
    ]
  })
