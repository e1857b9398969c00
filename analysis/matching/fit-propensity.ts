import { realsOf } from '../../statistics/numeric/column.js'
import { fitLogistic, type LogisticFit } from '../../statistics/logistic/fit-logistic.js'
import type { CovariatePlan } from '../covariate-plan.js'
import { type Attempt, attempt, refused } from '../results/attempt.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { armCode } from '../sets/analysis-set.js'
import { termColumns } from '../sets/covariate-values.js'
import { gatherCodes, gatherWhether } from '../sets/gather.js'
import { select, upTo } from '../sets/select.js'
import type { SubjectTable } from '../sets/subject-table.js'

/** A propensity model that can be matched on; its columns are of the rows that were asked for. */
export interface PropensityFit {
  /** Over those who could be in either arm. */
  readonly fit: LogisticFit
  readonly notes: readonly ResultNote[]
  /** Each row's probability and linear predictor; 0 or 1 and NaN for those who could be in one arm only. */
  readonly fitted: Float64Array
  readonly linear: Float64Array
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
  table: SubjectTable,
  subjects: Int32Array,
  covariates: readonly CovariatePlan[],
): Attempt<PropensityFit> => {
  if (covariates.length === 0) return refused('the study lists no covariate to match on')
  if (subjects.length === 0) return refused('no eligible subject has every covariate known')
  const treated = gatherWhether(table.arm, armCode.treated, subjects)
  if (!treated.includes(1)) return refused('no eligible subject of the treated arm has every covariate known')
  if (!treated.includes(0)) return refused('no eligible subject of the control arm has every covariate known')
  return fitThoseAlike({ table, subjects, covariates, treated }, upTo(subjects.length), new Map())
}

interface Candidates {
  readonly table: SubjectTable
  readonly subjects: Int32Array
  readonly covariates: readonly CovariatePlan[]
  readonly treated: Uint8Array
}

// Each round sets some apart, so the rounds end.
const fitThoseAlike = (
  candidates: Candidates,
  alike: Int32Array,
  infinite: ReadonlyMap<string, string>,
): Attempt<PropensityFit> => {
  const { table, subjects, covariates, treated } = candidates
  const terms = covariates.flatMap(covariate => covariate.terms)
  const outcome = gatherWhether(treated, 1, alike)
  const tried = attempt(() =>
    fitLogistic({
      outcome,
      covariates: termColumns(table, covariates, gatherCodes(subjects, alike)).map(realsOf),
      terms: terms.map(({ name }) => name),
    }),
  )
  if (!tried.estimable) return tried
  const fit = tried.estimate
  const endless = fit.notes.filter(({ kind }) => kind === 'separation' || kind === 'may-be-infinite')
  if (endless.length > 0) {
    const said = endless.map(({ text }) => text).join('; ')
    const uncertain = select(alike.length, row => !isCertain(fit.fitted[row]!))
    const rest = gatherCodes(alike, uncertain)
    const arms = gatherWhether(outcome, 1, uncertain)
    if (rest.length === alike.length || !arms.includes(0) || !arms.includes(1))
      return refused(`the covariates tell the arms apart: ${said}`)
    const reasons = endless.flatMap(({ terms: names = [], text }) => names.map(name => [name, text] as const))
    return fitThoseAlike(candidates, rest, new Map([...reasons, ...infinite]))
  }
  if (!fit.converged) return refused('the propensity model did not converge')
  return { estimable: true, estimate: spread(treated, alike, fit, infinite) }
}

const CERTAIN = 1e-6

// Where a coefficient runs to infinity, these scores run to 0 or 1.
const isCertain = (score: number): boolean => score < CERTAIN || score > 1 - CERTAIN

const spread = (
  treated: Uint8Array,
  alike: Int32Array,
  fit: LogisticFit,
  infinite: ReadonlyMap<string, string>,
): PropensityFit => {
  const apart = treated.length - alike.length
  const notes =
    apart === 0
      ? []
      : [
          resultNote(
            'separation',
            `${apart} could be in one arm only and are not matched: ${[...new Set(infinite.values())].join('; ')}`,
          ),
        ]
  const fitted = Float64Array.from(treated)
  const linear = new Float64Array(treated.length).fill(NaN)
  const separated = new Uint8Array(treated.length).fill(1)
  alike.forEach((row, place) => {
    fitted[row] = fit.fitted[place]!
    linear[row] = fit.linear[place]!
    separated[row] = 0
  })
  return { fit, notes: [...notes, ...fit.notes], fitted, linear, separated, infinite }
}
