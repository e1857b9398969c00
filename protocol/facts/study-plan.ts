import type { Covariate } from '../language/covariates.js'
import type { Criterion } from '../language/eligibility.js'
import type { Endpoint } from '../language/endpoints.js'
import type { Rule } from '../language/rules.js'
import type { Study } from '../language/study.js'

type ResponsePart = NonNullable<Study['response']>
type SafetyPart = NonNullable<Study['safety']>
type SubsequentPart = NonNullable<Study['subsequent']>

interface Named {
  readonly id: string
}

/** What of a test decides what a quantity is in another unit: whether it can be believed is judged when it is read. */
export type PlannedTest = Pick<Study['tests'][string], 'unit' | 'conversions'>

/** What of a criterion decides who meets it. */
export type PlannedCriterion = Omit<Criterion, 'label'>

/** What of an endpoint decides its times. */
export type PlannedEndpoint = Omit<Endpoint, 'label'>

/** What of a covariate its levels follow from. */
export type DerivedCovariate = Pick<Covariate, 'id' | 'variable' | 'cut' | 'cutBelongs' | 'levels'>

/** What of a covariate analyses go by. */
export type AnalyzedCovariate = Pick<Covariate, 'id' | 'variable' | 'unit' | 'levels' | 'reference' | 'use'>

/** What of a rule decides whom it is about and what it says; what to do next is for the reader. */
export type PlannedRule = Omit<Rule, 'do'>

/**
 * What of a study the cohort goes by: no matching, no analysis, nothing of how it is pulled, shown and sent, and not what people
 * call its parts.
 */
export interface CohortPlan extends Pick<Study, 'time' | 'sites' | 'index' | 'variables'> {
  readonly tests: Readonly<Record<string, PlannedTest>>
  readonly eligibility: Readonly<Record<keyof Study['eligibility'], readonly PlannedCriterion[]>>
  readonly arms: Readonly<Record<keyof Study['arms'], Pick<Study['arms']['control'], 'when'>>>
  readonly covariates: readonly DerivedCovariate[]
  readonly endpoints: Readonly<Record<string, PlannedEndpoint>>
  readonly rules: { readonly own: Readonly<Record<string, PlannedRule>> }
  readonly response?: { readonly targets: readonly Named[] } | undefined
  readonly safety?: (Pick<SafetyPart, 'until'> & { readonly categories: readonly Named[] }) | undefined
  readonly subsequent?:
    (Pick<SubsequentPart, 'from' | 'where' | 'value'> & { readonly therapies: readonly Named[] }) | undefined
}

/** What of a study says how the columns of its cohort are called and used, and nothing of what they were made by. */
export interface TablePlan extends Pick<Study, 'sites'> {
  readonly covariates: readonly AnalyzedCovariate[]
  readonly endpoints: Readonly<Record<string, object>>
  readonly response?: { readonly targets: readonly Named[] } | undefined
  readonly safety?: { readonly categories: readonly Named[] } | undefined
  readonly subsequent?: { readonly therapies: readonly Named[] } | undefined
}

/** What of a study the matching goes by. */
export interface MatchingPlan extends TablePlan, Pick<Study, 'matching'> {}

/** What of a study the analyses go by: how pairs were matched stands with them. */
export interface AnalysisPlan extends TablePlan, Pick<Study, 'analyses'> {
  readonly matching?: object | undefined
  readonly endpoints: Readonly<Record<string, Pick<Endpoint, 'unit'>>>
  readonly response?: (Omit<ResponsePart, 'targets'> & { readonly targets: readonly Named[] }) | undefined
  readonly safety?: (Pick<SafetyPart, 'grades' | 'until'> & { readonly categories: readonly Named[] }) | undefined
}

const part = <Whole extends object, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Pick<Whole, Key> =>
  Object.fromEntries(keys.flatMap(key => (whole[key] === undefined ? [] : [[key, whole[key]]]))) as Pick<Whole, Key>

const each = <Value, Made>(
  values: Readonly<Record<string, Value>>,
  make: (value: Value, id: string) => Made,
): Readonly<Record<string, Made>> =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, make(value, id)]))

const ids = (items: readonly Named[]): readonly Named[] => items.map(({ id }) => ({ id }))

/** Something of a study that may have a label, without it. */
const unlabelled = <Whole extends { readonly label?: unknown }>(whole: Whole): Whole => {
  const left = { ...whole }
  Reflect.deleteProperty(left, 'label')
  return left
}

/** The tests of a study without what people call them. */
export const plannedTests = ({ tests }: Pick<Study, 'tests'>): Study['tests'] => each(tests, unlabelled)

// A protocol that was kept before there were rules has none.
const ownRules = ({ rules }: { readonly rules?: Study['rules'] }): Readonly<Record<string, Rule>> => rules?.own ?? {}

const withoutAdvice = (rule: Rule): PlannedRule => {
  const left: PlannedRule & { do?: string } = { ...rule }
  Reflect.deleteProperty(left, 'do')
  return left
}

type Variable = Study['variables'][string]

// That a variable looks past the index date widens its window; why it does is for the reader.
const variablePlan = (variable: Variable): Variable =>
  'afterIndex' in variable && variable.afterIndex !== undefined
    ? unlabelled({ ...variable, afterIndex: { reason: 'given' } })
    : unlabelled(variable)

// A level is known by its id.
const levelsOf = (levels: Covariate['levels']): Pick<Covariate, 'levels'> =>
  levels === undefined
    ? {}
    : {
        levels: each(levels, (level, id) =>
          typeof level === 'object' && 'values' in level ? { label: id, values: level.values } : id,
        ),
      }

const criterionKeys = ['id', 'when', 'cannotTell'] as const

/** What of a study the cohort goes by. */
export const cohortPlan = ({ covariates, response, safety, subsequent, ...study }: Study): CohortPlan => ({
  ...part(study, ['time', 'sites', 'index']),
  tests: each(study.tests, test => part(test, ['unit', 'conversions'])),
  variables: each(study.variables, variablePlan),
  eligibility: {
    include: study.eligibility.include.map(criterion => part(criterion, criterionKeys)),
    exclude: study.eligibility.exclude.map(criterion => part(criterion, criterionKeys)),
  },
  arms: { control: part(study.arms.control, ['when']), treated: part(study.arms.treated, ['when']) },
  covariates: covariates.map(covariate => ({
    ...part(covariate, ['id', 'variable', 'cut', 'cutBelongs']),
    ...levelsOf(covariate.levels),
  })),
  endpoints: each(study.endpoints, endpoint => part(endpoint, ['unit', 'events', 'censoring'])),
  rules: { own: each(ownRules(study), withoutAdvice) },
  ...(response && { response: { targets: ids(response.targets) } }),
  ...(safety && { safety: { ...part(safety, ['until']), categories: ids(safety.categories) } }),
  ...(subsequent && {
    subsequent: { ...part(subsequent, ['from', 'where', 'value']), therapies: ids(subsequent.therapies) },
  }),
})

/** What of a study, or of a plan, a table of its cohort is laid out by. */
export const tablePlan = ({ sites, covariates, endpoints, response, safety, subsequent }: TablePlan): TablePlan => ({
  sites,
  covariates: covariates.map(covariate => ({
    ...part(covariate, ['id', 'variable', 'reference', 'use']),
    ...levelsOf(covariate.levels),
  })),
  endpoints: each(endpoints, () => ({})),
  ...(response && { response: { targets: ids(response.targets) } }),
  ...(safety && { safety: { categories: ids(safety.categories) } }),
  ...(subsequent && { subsequent: { therapies: ids(subsequent.therapies) } }),
})

/** What of a study the matching goes by. */
export const matchingPlan = (study: Study): MatchingPlan => ({ ...tablePlan(study), ...part(study, ['matching']) })

/** What of a study the analyses go by. */
export const analysisPlan = (study: Study): AnalysisPlan => {
  const { response, safety } = study
  const { covariates, ...table } = tablePlan(study)
  return {
    ...part(table, ['sites', 'subsequent']),
    ...part(study, ['analyses']),
    covariates: covariates.map((covariate, at) => ({
      ...covariate,
      ...part(study.covariates[at] ?? covariate, ['unit']),
    })),
    endpoints: each(study.endpoints, endpoint => part(endpoint, ['unit'])),
    ...(response && { response: { ...response, targets: ids(response.targets) } }),
    ...(safety && { safety: { ...part(safety, ['grades', 'until']), categories: ids(safety.categories) } }),
    ...(study.matching && { matching: {} }),
  }
}
