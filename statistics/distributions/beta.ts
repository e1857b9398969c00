import { InvalidInput } from '../errors.js'
import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution } from './distribution.js'
import { logBetaKernel, logIncompleteBeta } from './incomplete-beta.js'

/** Beta distribution. Agrees with R `dbeta`, `pbeta`, `qbeta`. */
export function betaDistribution(a: number, b: number): ContinuousDistribution {
  if (!(a > 0 && b > 0)) throw new InvalidInput('a beta distribution needs two positive parameters')
  return continuousDistribution({
    logDensity: (x) => logBetaKernel(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x),
    logTails: (x) => logIncompleteBeta(a, b, x, 1 - x),
    scale: (u) => (u < 0 ? Math.exp(u) / (1 + Math.exp(u)) : 1 / (1 + Math.exp(-u))),
    slope: (x) => x * (1 - x),
    start: Math.log(a / b),
    supportStart: 0,
    supportEnd: 1,
  })
}
