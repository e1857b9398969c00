import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution, powerLogDensity, requireParameter } from './distribution.js'
import { logBetaKernel, logIncompleteBeta } from './incomplete-beta.js'

/**
 * Fisher's F distribution with numerator and denominator degrees of freedom (Snedecor 1934). Agrees with R `df`, `pf`,
 * `qf`. Throws InvalidInput.
 */
export const fisherF = (numerator: number, denominator: number): ContinuousDistribution => {
  requireParameter('the numerator degrees of freedom', numerator)
  requireParameter('the denominator degrees of freedom', denominator)
  const parts = (f: number): readonly [number, number] => {
    const ratio = (numerator / denominator) * f
    return ratio > 1 ? [1 / (1 + 1 / ratio), 1 / (1 + ratio)] : [ratio / (1 + ratio), 1 / (1 + ratio)]
  }
  return continuousDistribution({
    logDensity: f => {
      const [x, y] = parts(f)
      return logBetaKernel(numerator / 2, denominator / 2, x, y) - Math.log(f)
    },
    edgeLogDensity: () => powerLogDensity(numerator - 2, 0),
    logTails: f => {
      const [x, y] = parts(f)
      return f <= 0 ? { lower: -Infinity, upper: 0 } : logIncompleteBeta(numerator / 2, denominator / 2, x, y)
    },
    scale: Math.exp,
    slope: x => x,
    start: 0,
    supportStart: 0,
    supportEnd: Infinity,
  })
}
