import erfc from '@stdlib/math-base-special-erfc'
import { InvalidInput } from '../errors.js'
import { requireNumber } from './distribution.js'
import { logComplement, logIncompleteGamma } from './incomplete-gamma.js'

const LOG_SQRT_TWO_PI = 0.918938533204672741780329736406

/** Standard normal density. Agrees with R `dnorm(z)`. Throws InvalidInput for NaN, as all of these. */
export const normalDensity = (z: number): number => {
  requireNumber(z)
  return Math.exp(-0.5 * z * z - LOG_SQRT_TWO_PI)
}

/** P(Z <= z) of the standard normal. Agrees with R `pnorm(z)` down to 1e-300. */
export const normalLower = (z: number): number => normalUpper(-z)

/** P(Z > z) of the standard normal. Agrees with R `pnorm(z, lower.tail = FALSE)` down to 1e-300. */
export const normalUpper = (z: number): number => {
  requireNumber(z)
  return z > 5 ? Math.exp(logNormalUpper(z)) : 0.5 * erfc(z / Math.SQRT2)
}

/** log P(Z <= z). Agrees with R `pnorm(z, log.p = TRUE)`. */
export const logNormalLower = (z: number): number => logNormalUpper(-z)

/**
 * log P(Z > z), with full digits far beyond where the tail itself is 0. Agrees with R `pnorm(z, FALSE, log.p =
 * TRUE)`.
 */
export const logNormalUpper = (z: number): number => {
  requireNumber(z)
  if (z > 3) return logIncompleteGamma(0.5, 0.5 * z * z).upper - Math.LN2
  const tail = 0.5 * erfc(z / Math.SQRT2)
  return z < -1 ? logComplement(logNormalUpper(-z)) : Math.log(tail)
}

/** log of the two-sided P-value of a standard normal statistic. As R `log(2) + pnorm(-abs(z), log.p = TRUE)`. */
export const logTwoSidedNormal = (z: number): number => Math.min(0, logNormalUpper(Math.abs(z)) + Math.LN2)

/**
 * z with P(Z <= z) = p, by Newton steps on the log of the smaller tail (which is concave); infinite at 0 and 1. Agrees
 * with R `qnorm(p)`. Throws InvalidInput.
 */
export const normalQuantile = (p: number): number => {
  if (!(p >= 0 && p <= 1)) throw new InvalidInput(`${p} is no probability`)
  if (p === 0) return -Infinity
  if (p === 1) return Infinity
  if (p === 0.5) return 0
  return p < 0.5 ? -upperQuantile(p, Math.log(p)) : upperQuantile(1 - p, Math.log1p(-p))
}

const upperQuantile = (p: number, target: number): number => {
  let z = p > 0.2 ? (0.5 - p) * 2.5066282746310002 : Math.sqrt(-2 * target)
  for (let k = 0; k < 60; k++) {
    const logTail = logNormalUpper(z)
    const step = (logTail - target) * Math.exp(logTail + 0.5 * z * z + LOG_SQRT_TWO_PI)
    z += step
    if (Math.abs(step) <= 4e-16 * Math.abs(z)) break
  }
  return z
}
