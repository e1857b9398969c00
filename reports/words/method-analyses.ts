import { landmarkListWords } from '../../protocol/language/landmarks.js'
import type { Study } from '../../protocol/language/study.js'
import { fieldConditionWords } from './condition-words.js'
import type { MethodLine } from './method-line.js'
import { matchingWords } from '../sheets/propensity.js'

/** How response, adverse events and later therapy are summarized, as far as the study has them. */
export const summaryLines = ({ response, safety, subsequent }: Study): readonly MethodLine[] => [
  ...(response === undefined
    ? []
    : [
        {
          what: 'Best overall response',
          how:
            `${response.criteria}, a target group at a time, until the first progression on it; ` +
            `confirmation: ${response.confirmation}; not evaluable: ${response.notEvaluable}; ` +
            `intervals: ${response.interval}`,
        },
      ]),
  ...(safety === undefined
    ? []
    : [
        {
          what: 'Adverse events',
          how:
            `${safety.grades}; the worst grade a subject and category, from the index date ` +
            (safety.until === undefined ? 'on' : `to ${safety.until.after} after the last exposure`),
        },
      ]),
  ...(subsequent === undefined
    ? []
    : [
        {
          what: 'Later therapy',
          how: `the first row of ${subsequent.from} where ${fieldConditionWords(subsequent.where)}`,
        },
      ]),
]

/** Which variant of each analysis the study asks for. */
export const analysisLines = ({ matching, analyses }: Study): readonly MethodLine[] => {
  const { proportions, continuous, survival, cox } = analyses
  return [
    { what: 'Matching', how: matchingWords(matching) },
    {
      what: 'Standardized mean difference',
      how:
        "treated minus control, divided by the treated arm's standard deviation before matching, " +
        'in both cohorts; a level counts as a 0/1 variable',
    },
    {
      what: 'Proportions',
      how:
        `${proportions.test}; continuity correction: ${proportions.continuity}; ` +
        "within matched pairs McNemar's test by the same rule and its exact P stand beside",
    },
    { what: 'Continuous variables', how: continuous.test },
    {
      what: 'Survival',
      how:
        `Kaplan-Meier; ${survival.band} bands; medians with Brookmeyer-Crowley intervals; ${survival.test} test; ` +
        `rates at ${landmarkListWords(survival)}`,
    },
    {
      what: 'Follow-up',
      how: 'the median observed time over all subjects, and the reverse Kaplan-Meier median beside it',
    },
    {
      what: 'Cox regression',
      how: `ties by ${cox.ties}; Wald P; after matching ${cox.matched} (and by person where a control serves in several pairs), the naive errors beside`,
    },
    { what: 'Multivariate terms', how: multivariateWords(cox.multivariate) },
  ]
}

const multivariateWords = (rule: Study['analyses']['cox']['multivariate']): string => {
  if (rule === 'all covariates') return 'the arm and all covariates'
  if (!('univariate P below' in rule)) return `the arm and ${rule.join(', ')}`
  return (
    `the arm and the covariates whose univariate likelihood-ratio P (all levels together) is below ${rule['univariate P below']} ` +
    'in all eligible subjects; after matching the same terms'
  )
}
