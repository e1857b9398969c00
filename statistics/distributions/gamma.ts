import { InvalidInput } from '../errors.js'
import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution, powerLogDensity, requireNumber, requirePositive } from './distribution.js'
import { logIncompleteGamma, logPoissonMass } from './incomplete-gamma.js'

/**
 * Gamma distribution with a shape (up to 1e10) and a rate (mean shape / rate). Agrees with R `dgamma`, `pgamma`,
 * `qgamma`. Throws InvalidInput.
 */
export function gammaDistribution(shape: number, rate = 1): ContinuousDistribution {
  requirePositive('the shape of a gamma distribution', shape)
  requirePositive('the rate of a gamma distribution', rate)
  requireSummable(shape)
  return continuousDistribution({
    logDensity: (x) => logPoissonMass(shape, x * rate) + Math.log(shape / x),
    edgeLogDensity: () => powerLogDensity(shape - 1, Math.log(rate)),
    logTails: (x) => logIncompleteGamma(shape, x * rate),
    scale: Math.exp,
    slope: (x) => x,
    start: Math.log(shape / rate),
    supportStart: 0,
    supportEnd: Infinity,
  })
}

/** Chi-square distribution (Pearson 1900). Agrees with R `dchisq`, `pchisq`, `qchisq`. Throws InvalidInput. */
export function chiSquare(df: number): ContinuousDistribution {
  requirePositive('the degrees of freedom of chi-square', df)
  return gammaDistribution(df / 2, 0.5)
}

/**
 * log P(chi-square with df degrees of freedom > x), the logarithm of a chi-square test's P-value. Agrees with R
 * `pchisq(x, df, lower.tail = FALSE, log.p = TRUE)`. Throws InvalidInput.
 */
export function logChiSquareUpper(x: number, df: number): number {
  requireNumber(x)
  requirePositive('the degrees of freedom of chi-square', df)
  requireSummable(df / 2)
  return logIncompleteGamma(df / 2, x / 2).upper
}

// Series and fraction take some 8 sqrt(shape) terms near the mode, and stop at a million.
function requireSummable(shape: number): void {
  if (shape > 1e10) throw new InvalidInput('a gamma distribution is taken up to a shape of 1e10')
}
