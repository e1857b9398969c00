import { logTwoSidedNormal } from './distributions/normal.js'

/** What follows from a coefficient b and its standard error: z = b / se, the two-sided P, and the limits of exp(b). */
export interface WaldInference {
  readonly se: number
  readonly z: number
  readonly p: number
  readonly logP: number
  readonly lower: number
  readonly upper: number
}

/** A coefficient with its inference, each null where the term is not estimable. */
export type TermEstimate = { readonly [Field in 'coefficient' | keyof WaldInference]: number | null }

/** A term that is not estimable. */
export const notEstimated: TermEstimate = {
  coefficient: null,
  se: null,
  z: null,
  p: null,
  logP: null,
  lower: null,
  upper: null,
}

/**
 * Wald's test of a coefficient and the limits exp(b +- quantile se) (Wald 1943), `quantile` of the standard normal.
 * Agrees with R `summary(coxph(...))` and `summary(glm(...))` at the same coefficient and standard error.
 */
export const waldInference = (coefficient: number, se: number, quantile: number): WaldInference => {
  const z = coefficient === 0 ? 0 : coefficient / se
  const logP = logTwoSidedNormal(z)
  return {
    se,
    z,
    p: Math.exp(logP),
    logP,
    lower: Math.exp(coefficient - quantile * se),
    upper: Math.exp(coefficient + quantile * se),
  }
}

// In the model's own errors: sums that cancel out leave some 2^-51 of them, and no sample has an error so small.
const rounding = 2 ** -40

/**
 * Wald's test by a robust variance, beside the model's own. Where the robust one is not known, or is what rounding leaves
 * of sums that cancel out, nothing is tested by it: R prints a z without bound and a P of 0.
 */
export const robustInference = (
  coefficient: number,
  variance: number,
  own: number,
  quantile: number,
): Omit<TermEstimate, 'coefficient'> => {
  if (variance > rounding ** 2 * own) return waldInference(coefficient, Math.sqrt(variance), quantile)
  const { se, z, p, logP, lower, upper } = notEstimated
  return { se, z, p, logP, lower, upper }
}
