import { InvalidInput } from '../errors.js'
import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution } from './distribution.js'
import { logIncompleteGamma, logPoissonMass } from './incomplete-gamma.js'

/** Gamma distribution with a shape and a rate (mean shape / rate). Agrees with R `dgamma`, `pgamma`, `qgamma`. */
export function gammaDistribution(shape: number, rate = 1): ContinuousDistribution {
  if (!(shape > 0 && rate > 0)) throw new InvalidInput('a gamma distribution needs a positive shape and rate')
  return continuousDistribution({
    logDensity: (x) => logGammaDensity(shape, rate, x),
    logTails: (x) => logIncompleteGamma(shape, x * rate),
    scale: Math.exp,
    slope: (x) => x,
    start: Math.log(shape / rate),
    supportStart: 0,
    supportEnd: Infinity,
  })
}

/** Chi-square distribution. Agrees with R `dchisq`, `pchisq`, `qchisq`. */
export function chiSquare(df: number): ContinuousDistribution {
  if (!(df > 0)) throw new InvalidInput('a chi-square distribution needs positive degrees of freedom')
  return gammaDistribution(df / 2, 0.5)
}

/** log P(chi-square with df degrees of freedom > x), the logarithm of a chi-square test's P-value. */
export function logChiSquareUpper(x: number, df: number): number {
  return logIncompleteGamma(df / 2, x / 2).upper
}

function logGammaDensity(shape: number, rate: number, x: number): number {
  if (x < 0) return -Infinity
  if (x === 0) return shape < 1 ? Infinity : shape > 1 ? -Infinity : Math.log(rate)
  return logPoissonMass(shape, x * rate) + Math.log(shape / x)
}
