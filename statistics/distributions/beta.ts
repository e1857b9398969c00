import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution, powerLogDensity, requireParameter } from './distribution.js'
import { logBetaKernel, logIncompleteBeta } from './incomplete-beta.js'

/** Beta distribution of two shapes above 0, on 0 to 1. Agrees with R `dbeta`, `pbeta`, `qbeta`. Throws InvalidInput. */
export const betaDistribution = (a: number, b: number): ContinuousDistribution => {
  requireParameter('the first parameter of a beta distribution', a)
  requireParameter('the second parameter of a beta distribution', b)
  return continuousDistribution({
    logDensity: x => logBetaKernel(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x),
    edgeLogDensity: x => (x === 0 ? powerLogDensity(a - 1, Math.log(b)) : powerLogDensity(b - 1, Math.log(a))),
    logTails: x => logIncompleteBeta(a, b, x, 1 - x),
    scale: u => (u < 0 ? Math.exp(u) / (1 + Math.exp(u)) : 1 / (1 + Math.exp(-u))),
    slope: x => x * (1 - x),
    start: Math.log(a / b),
    supportStart: 0,
    supportEnd: 1,
  })
}
