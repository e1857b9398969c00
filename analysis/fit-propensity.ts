import type { CohortSubject } from '../cohort/cohort.js'
import { fitLogistic, type LogisticFit } from '../statistics/logistic/fit-logistic.js'
import { type Attempt, attempt, refused } from './attempt.js'
import { type CovariatePlan, termColumn } from './covariate-plan.js'
import { noteTexts } from './make-result.js'
import { count, indicator } from './numbers.js'

/** A propensity model that can be matched on. */
export interface PropensityFit {
  readonly fit: LogisticFit
  readonly notes: readonly string[]
}

/** Fits the logistic model of the treated arm on all covariates over subjects who have every covariate known. */
export function fitPropensity(
  subjects: readonly CohortSubject[],
  covariates: readonly CovariatePlan[],
): Attempt<PropensityFit> {
  if (covariates.length === 0) return refused('the study lists no covariate to match on')
  if (subjects.length === 0) return refused('no eligible subject has every covariate known')
  const treated = count(subjects, ({ arm }) => arm === 'treated')
  if (treated === 0) return refused('no eligible subject of the treated arm has every covariate known')
  if (treated === subjects.length) return refused('no eligible subject of the control arm has every covariate known')
  const terms = covariates.flatMap(covariate => covariate.terms)
  const tried = attempt(() =>
    fitLogistic({
      outcome: indicator(subjects, ({ arm }) => arm === 'treated'),
      covariates: terms.map(term => termColumn(term, subjects)),
      terms: terms.map(({ name }) => name),
    }),
  )
  if (!tried.estimable) return tried
  const fit = tried.estimate
  // A perfectly separated arm has scores of 0 and 1 only: every pair would be as good as any other.
  const separated = fit.notes.find(({ kind }) => kind === 'separation' || kind === 'may-be-infinite')
  if (separated !== undefined) return refused(separated.text)
  if (!fit.converged) return refused('the propensity model did not converge')
  return { estimable: true, estimate: { fit, notes: noteTexts(fit.notes) } }
}
