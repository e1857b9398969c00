import { InvalidInput } from '../errors.js'
import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution } from './distribution.js'
import { logBetaKernel, logIncompleteBeta } from './incomplete-beta.js'

/** Fisher's F distribution with numerator and denominator degrees of freedom. Agrees with R `df`, `pf`, `qf`. */
export function fisherF(numerator: number, denominator: number): ContinuousDistribution {
  if (!(numerator > 0 && denominator > 0)) throw new InvalidInput('an F distribution needs positive degrees of freedom')
  const parts = (f: number): readonly [number, number] => {
    const ratio = (numerator / denominator) * f
    return ratio > 1 ? [1 / (1 + 1 / ratio), 1 / (1 + ratio)] : [ratio / (1 + ratio), 1 / (1 + ratio)]
  }
  return continuousDistribution({
    logDensity: (f) => {
      const [x, y] = parts(f)
      return logBetaKernel(numerator / 2, denominator / 2, x, y) - Math.log(f)
    },
    logTails: (f) => {
      const [x, y] = parts(f)
      return f <= 0 ? { lower: -Infinity, upper: 0 } : logIncompleteBeta(numerator / 2, denominator / 2, x, y)
    },
    scale: Math.exp,
    slope: (x) => x,
    start: 0,
    supportStart: 0,
    supportEnd: Infinity,
  })
}
