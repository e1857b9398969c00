import type { CoxData, CoxInput } from './cox-data.js'
import { prepareCox } from './cox-data.js'
import type { CoxFit } from './fit-cox.js'
import type { PartialLikelihood } from './partial-likelihood.js'
import { allocatePartialLikelihood, evaluatePartialLikelihood } from './partial-likelihood.js'

/** A fitted model's sorted rows, with the partial likelihood at its coefficients. */
export interface CoxAtFit {
  readonly data: CoxData
  readonly at: PartialLikelihood
}

/** Brings a fitted Cox model back to its rows, or to its different ones, for residuals and checks. */
export const coxAtFit = (input: CoxInput, fit: CoxFit, prepare = prepareCox): CoxAtFit => {
  const data = prepare(input)
  const at = allocatePartialLikelihood(data)
  const beta = fit.coefficients.map((coefficient, j) => coefficient * data.scale[j]!)
  evaluatePartialLikelihood(data, fit.ties, beta, at)
  return { data, at }
}
