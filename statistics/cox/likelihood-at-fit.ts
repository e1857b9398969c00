import type { CoxData, CoxInput } from './cox-data.js'
import { prepareCox } from './cox-data.js'
import { fillRisk } from './fill-risk.js'
import type { CoxFit } from './fit-cox.js'
import type { PartialLikelihood } from './partial-likelihood.js'
import { allocatePartialLikelihood, evaluatePartialLikelihood } from './partial-likelihood.js'

/** A fitted model's sorted rows, with the partial likelihood at its coefficients. */
export interface CoxAtFit {
  readonly data: CoxData
  readonly at: PartialLikelihood
}

/** Brings a fitted Cox model back to its rows, for residuals and checks. */
export const coxAtFit = (input: CoxInput, fit: CoxFit): CoxAtFit => {
  const data = prepareCox(input)
  const at = allocatePartialLikelihood(data)
  evaluatePartialLikelihood(data, fit.ties, scaledCoefficients(data, fit), at)
  return { data, at }
}

/** The risks weight * exp(linear predictor) of a fitted model's places. */
export const riskAtFit = (data: CoxData, fit: CoxFit): Float64Array => {
  const risk = new Float64Array(data.n)
  fillRisk(data, scaledCoefficients(data, fit), risk, 0, data.n)
  return risk
}

const scaledCoefficients = ({ scale }: CoxData, { coefficients }: CoxFit): Float64Array =>
  coefficients.map((coefficient, j) => coefficient * scale[j]!)
