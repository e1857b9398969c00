import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution, powerLogDensity, requireNumber, requireParameter } from './distribution.js'
import { logIncompleteGamma, logPoissonMass } from './incomplete-gamma.js'
import { logGamma } from './stirling.js'

/**
 * Gamma distribution with a shape and a rate (mean shape / rate). Agrees with R `dgamma`, `pgamma`,
 * `qgamma`. Throws InvalidInput.
 */
export const gammaDistribution = (shape: number, rate = 1): ContinuousDistribution => {
  requireParameter('the shape of a gamma distribution', shape)
  requireParameter('the rate of a gamma distribution', rate)
  return continuousDistribution({
    logDensity: x => logGammaDensity(shape, rate, x),
    edgeLogDensity: () => powerLogDensity(shape - 1, Math.log(rate)),
    logTails: x => logIncompleteGamma(shape, x * rate),
    scale: Math.exp,
    slope: x => x,
    start: Math.log(shape / rate),
    supportStart: 0,
    supportEnd: Infinity,
  })
}

/** Chi-square distribution (Pearson 1900). Agrees with R `dchisq`, `pchisq`, `qchisq`. Throws InvalidInput. */
export const chiSquare = (df: number): ContinuousDistribution => {
  requireParameter('the degrees of freedom of chi-square', df)
  return gammaDistribution(df / 2, 0.5)
}

/**
 * log P(chi-square with df degrees of freedom > x), the logarithm of a chi-square test's P-value. Agrees with R
 * `pchisq(x, df, lower.tail = FALSE, log.p = TRUE)`. Throws InvalidInput.
 */
export const logChiSquareUpper = (x: number, df: number): number => {
  requireNumber(x)
  requireParameter('the degrees of freedom of chi-square', df)
  return logIncompleteGamma(df / 2, x / 2).upper
}

// Close to 0 Loader's mass would underflow before it is divided by x.
const logGammaDensity = (shape: number, rate: number, x: number): number => {
  if (x * rate < 1e-200) return shape * Math.log(rate) + (shape - 1) * Math.log(x) - logGamma(shape)
  if (x * rate === Infinity) return -Infinity
  return logPoissonMass(shape, x * rate) + Math.log(shape) - Math.log(x)
}
