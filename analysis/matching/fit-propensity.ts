import type { CohortSubject } from '../../cohort/cohort.js'
import { fitLogistic, type LogisticFit } from '../../statistics/logistic/fit-logistic.js'
import { type Attempt, attempt, refused } from '../results/attempt.js'
import { type CovariatePlan, termColumn } from '../covariate-plan.js'
import { count, indicator } from '../results/number-statistics.js'
import { type ResultNote, resultNote } from '../results/result-note.js'

/** A propensity model that can be matched on. */
export interface PropensityFit {
  /** Over those who could be in either arm. */
  readonly fit: LogisticFit
  readonly notes: readonly ResultNote[]
  /** Each subject's probability and linear predictor; 0 or 1 and null for those who could be in one arm only. */
  readonly fitted: Float64Array
  readonly linear: readonly (number | null)[]
  /** 1 for those who could be in one arm only: nobody of the other is like them, so they are not matched. */
  readonly separated: Uint8Array
  /** Terms without a finite coefficient, with the reason. */
  readonly infinite: ReadonlyMap<string, string>
}

/**
 * Fits the logistic model of the treated arm on all covariates over subjects who have every covariate known. A level
 * that occurs in one arm alone sets its subjects apart, with scores of 0 or 1; the others' scores are what they are
 * without them. Arms of which every subject is set apart cannot be matched.
 */
export const fitPropensity = (
  subjects: readonly CohortSubject[],
  covariates: readonly CovariatePlan[],
): Attempt<PropensityFit> => {
  if (covariates.length === 0) return refused('the study lists no covariate to match on')
  if (subjects.length === 0) return refused('no eligible subject has every covariate known')
  const treated = count(subjects, ({ arm }) => arm === 'treated')
  if (treated === 0) return refused('no eligible subject of the treated arm has every covariate known')
  if (treated === subjects.length) return refused('no eligible subject of the control arm has every covariate known')
  return fitThoseAlike(subjects, covariates, subjects, new Map())
}

// Each round sets some apart, so the rounds end.
const fitThoseAlike = (
  subjects: readonly CohortSubject[],
  covariates: readonly CovariatePlan[],
  alike: readonly CohortSubject[],
  infinite: ReadonlyMap<string, string>,
): Attempt<PropensityFit> => {
  const terms = covariates.flatMap(covariate => covariate.terms)
  const tried = attempt(() =>
    fitLogistic({
      outcome: indicator(alike, ({ arm }) => arm === 'treated'),
      covariates: terms.map(term => termColumn(term, alike)),
      terms: terms.map(({ name }) => name),
    }),
  )
  if (!tried.estimable) return tried
  const fit = tried.estimate
  const endless = fit.notes.filter(({ kind }) => kind === 'separation' || kind === 'may-be-infinite')
  if (endless.length > 0) {
    const said = endless.map(({ text }) => text).join('; ')
    const rest = alike.filter((_, row) => !isCertain(fit.fitted[row] ?? NaN))
    const arms = new Set(rest.map(({ arm }) => arm))
    if (rest.length === alike.length || arms.size < 2) return refused(`the covariates tell the arms apart: ${said}`)
    const reasons = endless.flatMap(({ terms: names = [], text }) => names.map(name => [name, text] as const))
    return fitThoseAlike(subjects, covariates, rest, new Map([...reasons, ...infinite]))
  }
  if (!fit.converged) return refused('the propensity model did not converge')
  return { estimable: true, estimate: spread(subjects, alike, fit, infinite) }
}

const CERTAIN = 1e-6

// Where a coefficient runs to infinity, so do these scores to 0 or 1.
const isCertain = (score: number): boolean => score < CERTAIN || score > 1 - CERTAIN

const spread = (
  subjects: readonly CohortSubject[],
  alike: readonly CohortSubject[],
  fit: LogisticFit,
  infinite: ReadonlyMap<string, string>,
): PropensityFit => {
  const rowOf = new Map(alike.map((subject, row) => [subject, row]))
  const rows = subjects.map(subject => rowOf.get(subject))
  const apart = subjects.length - alike.length
  const notes =
    apart === 0
      ? []
      : [
          resultNote(
            'separation',
            `${apart} could be in one arm only and are not matched: ${[...new Set(infinite.values())].join('; ')}`,
          ),
        ]
  return {
    fit,
    notes: [...notes, ...fit.notes],
    fitted: Float64Array.from(subjects, ({ arm }, place) => {
      const row = rows[place]
      return row === undefined ? Number(arm === 'treated') : (fit.fitted[row] ?? NaN)
    }),
    linear: rows.map(row => (row === undefined ? null : (fit.linear[row] ?? NaN))),
    separated: indicator(rows, row => row === undefined),
    infinite,
  }
}
