import { fieldWords } from './condition-words.js'
import { type Label, labelText } from '../language/ids.js'
import { landmarkListWords } from '../language/landmarks.js'
import type { Analyses } from '../language/analyses.js'
import type { Study } from '../language/study.js'
import { domainWords } from './variable-words.js'

/** One convention of the study: what it is about, and how it is done. */
export interface MethodLine {
  readonly what: string
  readonly how: string
}

const listed = (items: readonly { readonly label: Label }[]): string =>
  items.map(({ label }) => labelText(label)).join(', ')

/** How response, adverse events and later therapy are summarized, as far as the study has them. */
export const summaryLines = ({
  response,
  safety,
  subsequent,
}: Pick<Study, 'response' | 'safety' | 'subsequent'>): readonly MethodLine[] => [
  ...(response === undefined
    ? []
    : [
        {
          what: 'Best overall response',
          how:
            `${response.criteria}, one target group at a time (${listed(response.targets)}), until the first progression ` +
            `on it; confirmation: ${response.confirmation}; not evaluable: ${response.notEvaluable}; ` +
            `intervals: ${response.interval}`,
        },
      ]),
  ...(safety === undefined
    ? []
    : [
        {
          what: 'Adverse events',
          how:
            `${safety.grades}; the worst grade per subject and category (${listed(safety.categories)}), from the index date ` +
            (safety.until === undefined ? 'on' : `to ${safety.until.after} after the last exposure`),
        },
      ]),
  ...(subsequent === undefined
    ? []
    : [
        {
          what: 'Later therapy',
          how:
            `the first row of ${domainWords(subsequent.from)} where ${fieldWords(subsequent.where)} ` +
            `(${listed(subsequent.therapies)})`,
        },
      ]),
]

/** Matching in one sentence. */
export const matchingWords = (matching: Study['matching']): string => {
  if (matching === undefined) return 'The study asks for no matching.'
  return (
    `Greedy nearest-neighbour matching, ${matching.ratio} to 1, on the ` +
    `${matching.distance === 'probability' ? 'propensity score (probability)' : 'linear predictor'} ` +
    `of a logistic model of ` +
    `${matching.covariates === 'all' ? 'all covariates' : matching.covariates.join(', ')}; ` +
    `${matching.order}; caliper ${matching.caliper}; ` +
    `${matching.replacement ? 'with' : 'without'} replacement; ties by ${matching.ties}.`
  )
}

const multivariateWords = ({ multivariate }: Analyses['cox']): string => {
  if (multivariate === 'all covariates') return 'the arm and all covariates'
  if (!('univariate P below' in multivariate)) return `the arm and ${multivariate.join(', ')}`
  return (
    `the arm and the covariates whose univariate likelihood-ratio P (all levels together) is below ${multivariate['univariate P below']} ` +
    'in all eligible subjects; after matching the same terms'
  )
}

/** Which variant of each analysis the study asks for. */
export const analysisLines = ({ matching, analyses }: Pick<Study, 'analyses' | 'matching'>): readonly MethodLine[] => {
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
        "within matched pairs also McNemar's test by the same rule and its exact P",
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
      how: 'the median observed time over all subjects, and the reverse Kaplan-Meier median',
    },
    {
      what: 'Cox regression',
      how:
        `ties by ${cox.ties}; Wald P; after matching ${cox.matched} (and by person where a control serves in several ` +
        'pairs), and the naive errors too',
    },
    { what: 'Multivariate terms', how: multivariateWords(cox) },
  ]
}
