import { InvalidInput } from '../errors.js'
import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution } from './distribution.js'
import type { LogTails } from './incomplete-gamma.js'
import { logBeta, logIncompleteBeta } from './incomplete-beta.js'

/** Student's t distribution, df > 0 and not necessarily whole. Agrees with R `dt`, `pt`, `qt`. */
export function studentT(df: number): ContinuousDistribution {
  if (!(df > 0)) throw new InvalidInput('a t distribution needs positive degrees of freedom')
  return continuousDistribution({
    logDensity: (t) => logDensity(df, t),
    logTails: (t) => {
      const far = logUpperTail(df, Math.abs(t))
      return t >= 0 ? far : { lower: far.upper, upper: far.lower }
    },
    scale: (u) => Math.sinh(u),
    slope: (x) => Math.hypot(1, x),
    start: 0,
    supportStart: -Infinity,
    supportEnd: Infinity,
  })
}

/** log of the two-sided P-value of a t statistic. */
export function logTwoSidedT(t: number, df: number): number {
  return Math.min(0, logUpperTail(df, Math.abs(t)).upper + Math.LN2)
}

function logUpperTail(df: number, t: number): LogTails {
  if (t > 1e120) {
    const tail = 0.5 * df * (Math.log(df) - 2 * Math.log(t)) - Math.log(df / 2) - logBeta(df / 2, 0.5) - Math.LN2
    return { lower: Math.log1p(-Math.exp(tail)), upper: tail }
  }
  const square = t * t
  const both = logIncompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square))
  const upper = both.lower - Math.LN2
  return { lower: Math.log1p(-Math.exp(upper)), upper }
}

function logDensity(df: number, t: number): number {
  const spread = Math.abs(t) > 1e120 ? 2 * Math.log(Math.abs(t)) - Math.log(df) : Math.log1p((t * t) / df)
  return -logBeta(df / 2, 0.5) - 0.5 * Math.log(df) - 0.5 * (df + 1) * spread
}
