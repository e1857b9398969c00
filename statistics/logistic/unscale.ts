import type { Maximum } from '../numeric/maximize-likelihood.js'
import type { LogisticData } from './logistic-data.js'

/** Coefficients and their covariance (p x p, row-major) on the covariates' own scales, the intercept at their zero. */
export const unscale = (
  data: LogisticData,
  maximum: Maximum,
): { readonly coefficients: Float64Array; readonly covariance: Float64Array } => {
  const { p, intercept, covariates } = data
  const centre = intercept ? Float64Array.of(0, ...covariates.centre) : covariates.centre
  const scale = intercept ? Float64Array.of(1, ...covariates.scale) : covariates.scale
  const coefficients = maximum.beta.map((value, j) => value / scale[j]!)
  const covariance = maximum.covariance.map(
    (value, index) => value / (scale[Math.floor(index / p)]! * scale[index % p]!),
  )
  if (!intercept) return { coefficients, covariance }
  for (let j = 1; j < p; j++) coefficients[0]! -= coefficients[j]! * centre[j]!
  // With b0 = a0 - sum(c_j b_j): first the row, then the column of the intercept is replaced.
  for (let i = 0; i < p; i++) {
    for (let j = 1; j < p; j++) covariance[i]! -= centre[j]! * covariance[j * p + i]!
  }
  for (let i = 0; i < p; i++) {
    let value = covariance[i * p]!
    for (let j = 1; j < p; j++) value -= centre[j]! * covariance[i * p + j]!
    covariance[i * p] = value
  }
  for (let i = 1; i < p; i++) covariance[i] = covariance[i * p]!
  return { coefficients, covariance }
}
