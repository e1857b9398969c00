import type { Covariate } from '../protocol/language/covariates.js'
import type { AnalyzedCovariate, MatchingPlan, TablePlan } from '../protocol/facts/study-plan.js'

/** Where a covariate is used. */
export type CovariateUse = Covariate['use'][number]

/** One column of a design: a continuous covariate as it is, or one level against the reference. */
export interface CovariateTerm {
  /** `<covariate>` or `<covariate>.<level>`. */
  readonly name: string
  readonly covariate: string
  readonly level: string | null
}

/** A covariate as the analyses use it. */
export interface CovariatePlan {
  readonly id: string
  readonly unit: string | undefined
  readonly kind: 'continuous' | 'categorical'
  /** In the study's order; none for a continuous covariate. */
  readonly levels: readonly string[]
  readonly reference: string | null
  readonly terms: readonly CovariateTerm[]
}

/** All covariates of the study, in the order listed. */
export const planStudyCovariates = (study: TablePlan): readonly CovariatePlan[] => study.covariates.map(planCovariate)

/** The study's covariates for one use, in the order listed. */
export const planCovariates = (study: TablePlan, use: CovariateUse): readonly CovariatePlan[] =>
  study.covariates.filter(covariate => covariate.use.includes(use)).map(planCovariate)

/** The covariates that the propensity score is estimated from. */
export const matchingCovariates = (study: MatchingPlan): readonly CovariatePlan[] => {
  const plans = planCovariates(study, 'matching')
  const chosen = study.matching?.covariates ?? 'all'
  return chosen === 'all' ? plans : plans.filter(({ id }) => chosen.includes(id))
}

const planCovariate = (covariate: AnalyzedCovariate): CovariatePlan => {
  const id = covariate.id ?? covariate.variable
  const base = { id, unit: covariate.unit }
  const levels = Object.keys(covariate.levels ?? {})
  if (levels.length === 0) {
    return { ...base, kind: 'continuous', levels, reference: null, terms: [{ name: id, covariate: id, level: null }] }
  }
  const reference = covariate.reference ?? levels[0] ?? null
  const terms = levels
    .filter(level => level !== reference)
    .map(level => ({ name: `${id}.${level}`, covariate: id, level }))
  return { ...base, kind: 'categorical', levels, reference, terms }
}
