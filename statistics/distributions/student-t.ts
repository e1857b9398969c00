import type { ContinuousDistribution } from './distribution.js'
import { continuousDistribution, requireNumber, requireParameter } from './distribution.js'
import type { LogTails } from './incomplete-gamma.js'
import { logBeta, logIncompleteBeta } from './incomplete-beta.js'
import { deviancePart, stirlingError } from './stirling.js'

const LOG_SQRT_TWO_PI = 0.918938533204672741780329736406

/**
 * Student's (1908) t distribution, df > 0 and not necessarily whole. Agrees with R `dt`, `pt`, `qt`. Throws
 * InvalidInput.
 */
export const studentT = (df: number): ContinuousDistribution => {
  requireParameter('the degrees of freedom of t', df)
  return continuousDistribution({
    logDensity: t => logDensity(df, t),
    edgeLogDensity: () => -Infinity,
    logTails: t => {
      const far = logUpperTail(df, Math.abs(t))
      return t >= 0 ? far : { lower: far.upper, upper: far.lower }
    },
    scale: u => Math.sinh(u),
    slope: x => Math.hypot(1, x),
    start: 0,
    supportStart: -Infinity,
    supportEnd: Infinity,
  })
}

/** log of the two-sided P of a t statistic. As R `log(2) + pt(-abs(t), df, log.p = TRUE)`. Throws InvalidInput. */
export const logTwoSidedT = (t: number, df: number): number => {
  requireNumber(t)
  requireParameter('the degrees of freedom of t', df)
  return Math.min(0, logUpperTail(df, Math.abs(t)).upper + Math.LN2)
}

const logUpperTail = (df: number, t: number): LogTails => {
  if (t > 1e120) {
    const tail = 0.5 * df * (Math.log(df) - 2 * Math.log(t)) - Math.log(df / 2) - logBeta(df / 2, 0.5) - Math.LN2
    return { lower: Math.log1p(-Math.exp(tail)), upper: tail }
  }
  const square = t * t
  const both = logIncompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square))
  const upper = both.lower - Math.LN2
  return { lower: Math.log1p(-Math.exp(upper)), upper }
}

// The ratio of the gamma functions by Loader's parts: their logarithms would cancel for large df.
const logDensity = (df: number, t: number): number => {
  const spread = Math.abs(t) > 1e120 ? 2 * Math.log(Math.abs(t)) - Math.log(df) : Math.log1p((t * t) / df)
  const gammas = stirlingError((df + 1) / 2) - stirlingError(df / 2) - deviancePart(df / 2, (df + 1) / 2)
  return gammas - LOG_SQRT_TWO_PI - 0.5 * (df + 1) * spread
}
