import { labelText } from '../protocol/ids.js'
import type { Study } from '../protocol/study.js'
import { conditionWords, fieldConditionWords } from './condition-words.js'
import { covariatesOf } from './labels.js'
import { matchingWords } from './sheets/propensity.js'
import { afterIndexReason, variableWords } from './variable-words.js'

/** One convention of the study: what it is about, and how it is done. */
export interface MethodLine {
  readonly what: string
  readonly how: string
}

/** Conventions under one heading. */
export interface MethodSection {
  readonly heading: string
  readonly lines: readonly MethodLine[]
}

/** The methods of a study, written from the resolved study so that every convention can be seen. */
export const methodSections = (study: Study): readonly MethodSection[] => [
  { heading: 'Design', lines: designLines(study) },
  { heading: 'Variables', lines: variableLines(study) },
  { heading: 'Eligibility', lines: eligibilityLines(study) },
  { heading: 'Arms and covariates', lines: armLines(study) },
  { heading: 'Endpoints', lines: endpointLines(study) },
  { heading: 'Response, adverse events, later therapy', lines: summaryLines(study) },
  { heading: 'Analyses', lines: analysisLines(study) },
].filter((section) => section.lines.length > 0)

const designLines = (study: Study): readonly MethodLine[] => [
  {
    what: 'Index date',
    how: study.index === 'day 0' ? 'day 0 of each subject'
      : `${study.index.pick} ${study.index.date} of ${study.index.from}${study.index.where === undefined ? '' : ` where ${fieldConditionWords(study.index.where)}`}`,
  },
  { what: 'Time', how: study.time === 'dates' ? `calendar days; the zone of runs is ${study.timeZone}; what is dated after the data cut is as if not yet known` : 'days since each subject\'s index; there is no data cut' },
  { what: 'Cannot tell', how: 'a condition on an unknown value is neither met nor not met (Kleene\'s rules through all, any, not); each criterion says what follows' },
  { what: 'Closed world', how: 'any and count over a domain that the site delivers are false and 0 where there is no row; over a domain that it does not deliver they are unknown' },
  { what: 'Limits', how: 'a value received as a limit (<20, >1210) stays a limit: a cut or a criterion is decided where the limit decides it' },
  { what: 'One person at two sites', how: 'the earliest index date counts; the other record is excluded as a duplicate' },
]

const variableLines = (study: Study): readonly MethodLine[] => Object.entries(study.variables).map(([name, variable]) => {
  const reason = afterIndexReason(variable)
  return { what: name, how: `${variableWords(variable)}${reason === null ? '' : `. Looks beyond the index date, because: ${reason}`}` }
})

const eligibilityLines = (study: Study): readonly MethodLine[] => [
  ...study.eligibility.include.map((one) => ({ what: `Include: ${labelText(one.label)}`, how: `${conditionWords(one.when)}; cannot tell: ${one.cannotTell}` })),
  ...study.eligibility.exclude.map((one) => ({ what: `Exclude: ${labelText(one.label)}`, how: `${conditionWords(one.when)}; cannot tell: ${one.cannotTell}` })),
  { what: 'First reason', how: 'in the order written: inclusion, then exclusion; a subject counts once on the flow, under the first reason' },
]

const armLines = (study: Study): readonly MethodLine[] => [
  ...(['treated', 'control'] as const).map((arm) => ({ what: labelText(study.arms[arm].label), how: `${arm} arm: ${conditionWords(study.arms[arm].when)}` })),
  ...covariatesOf(study).map((covariate) => {
    const source = study.covariates.find((one) => (one.id ?? one.variable) === covariate.id)
    const cut = source?.cut === undefined ? '' : `, cut at ${source.cut.join(', ')} (a value at the cut belongs ${source.cutBelongs})`
    const levels = covariate.levels.length === 0 ? 'continuous'
      : `${covariate.levels.map((level) => level.label).join(' | ')}; compared with ${covariate.levels.find((level) => level.id === covariate.reference)?.label ?? ''}`
    return { what: covariate.label, how: `${levels}${cut}; used in ${covariate.use.join(', ')}` }
  }),
]

const endpointLines = (study: Study): readonly MethodLine[] => Object.values(study.endpoints).flatMap((endpoint) => {
  const source = (one: typeof endpoint.events[number]): string =>
    `${one.reason} (${one.from}.${one.date}${one.where === undefined ? '' : ` where ${fieldConditionWords(one.where)}`})`
  const label = labelText(endpoint.label)
  return [
    { what: `${label}: events`, how: `the earliest of ${endpoint.events.map(source).join('; ')}; an event wins over any censoring` },
    { what: `${label}: censoring`, how: `else the latest of ${endpoint.censoring.map(source).join('; ')}; both end at the data cut` },
    { what: `${label}: unit`, how: endpoint.unit === 'days' ? 'days' : 'months of 30.4375 days' },
  ]
})

const summaryLines = (study: Study): readonly MethodLine[] => [
  ...(study.response === undefined ? [] : [{
    what: 'Best overall response',
    how: `${study.response.criteria}, a target group at a time, until the first progression on it; confirmation: ${study.response.confirmation}; not evaluable: ${study.response.notEvaluable}; intervals: ${study.response.interval}`,
  }]),
  ...(study.safety === undefined ? [] : [{
    what: 'Adverse events',
    how: `${study.safety.grades}; the worst grade a subject and category, from the index date ${study.safety.until === undefined ? 'on' : `to ${study.safety.until.after} after the last exposure`}`,
  }]),
  ...(study.subsequent === undefined ? [] : [{ what: 'Later therapy', how: `the first row of ${study.subsequent.from} where ${fieldConditionWords(study.subsequent.where)}` }]),
]

const analysisLines = (study: Study): readonly MethodLine[] => {
  const { proportions, continuous, survival, cox } = study.analyses
  return [
    { what: 'Matching', how: matchingWords(study.matching) },
    { what: 'Standardized mean difference', how: 'treated minus control, divided by the treated arm\'s standard deviation before matching, in both cohorts; a level counts as a 0/1 variable' },
    { what: 'Proportions', how: `${proportions.test}; continuity correction: ${proportions.continuity}; within matched pairs McNemar\'s test stands beside` },
    { what: 'Continuous variables', how: continuous.test },
    { what: 'Survival', how: `Kaplan-Meier; ${survival.band} bands; medians with Brookmeyer-Crowley intervals; ${survival.test} test; rates at ${survival.landmarks.join(', ')}` },
    { what: 'Follow-up', how: 'the median observed time over all subjects, and the reverse Kaplan-Meier median beside it' },
    { what: 'Cox regression', how: `ties by ${cox.ties}; Wald P; after matching ${cox.matched}, the naive errors beside` },
    { what: 'Multivariate terms', how: multivariateWords(cox.multivariate) },
  ]
}

const multivariateWords = (rule: Study['analyses']['cox']['multivariate']): string => {
  if (rule === 'all covariates') return 'the arm and all covariates'
  if (Array.isArray(rule)) return `the arm and ${rule.join(', ')}`
  return 'univariate P below' in rule
    ? `the arm and the covariates whose univariate Wald P is below ${rule['univariate P below']} in all eligible subjects; after matching the same terms`
    : 'the arm'
}
