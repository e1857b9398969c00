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

/**
 * Wald's test by a robust variance. Where that is not known, or is 0 beside a coefficient that is not, as where what the
 * rows contribute cancels out, nothing is tested by it: R prints such a z as infinite.
 */
export const robustInference = (
  coefficient: number,
  variance: number,
  quantile: number,
): Omit<TermEstimate, 'coefficient'> => {
  if (variance > 0 || (variance === 0 && coefficient === 0)) {
    return waldInference(coefficient, Math.sqrt(variance), quantile)
  }
  const { se, z, p, logP, lower, upper } = notEstimated
  return { se, z, p, logP, lower, upper }
}
