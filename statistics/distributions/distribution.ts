import { InvalidInput } from '../errors.js'
import type { LogTails } from './incomplete-gamma.js'

/** A continuous distribution: density, both tails with their logarithms, quantiles from either tail. */
export interface ContinuousDistribution {
  readonly logDensity: (x: number) => number
  readonly density: (x: number) => number
  readonly lower: (x: number) => number
  readonly upper: (x: number) => number
  readonly logLower: (x: number) => number
  readonly logUpper: (x: number) => number
  /** x with lower tail p. */
  readonly quantile: (p: number) => number
  /** x with upper tail p; keeps its digits where 1 - p would not. */
  readonly upperQuantile: (p: number) => number
}

/**
 * What a continuous distribution is made from; `scale` maps a point of the real line into the support, `slope` is
 * its derivative. `logDensity` is asked inside the support only, `edgeLogDensity` at its finite ends.
 */
export interface DistributionParts {
  readonly logDensity: (x: number) => number
  readonly edgeLogDensity: (x: number) => number
  readonly logTails: (x: number) => LogTails
  readonly scale: (u: number) => number
  readonly slope: (x: number) => number
  readonly start: number
  readonly supportStart: number
  readonly supportEnd: number
}

/**
 * Builds a distribution from its log density and log tails; quantiles by safeguarded Newton steps on the log of the
 * smaller tail. Its functions throw InvalidInput for what is no number; at a pole the density is infinite.
 */
export const continuousDistribution = (parts: DistributionParts): ContinuousDistribution => {
  const logDensity = (x: number): number => {
    requireNumber(x)
    if (x < parts.supportStart || x > parts.supportEnd || !Number.isFinite(x)) return -Infinity
    return x === parts.supportStart || x === parts.supportEnd ? parts.edgeLogDensity(x) : parts.logDensity(x)
  }
  const logTails = (x: number): LogTails => {
    requireNumber(x)
    return parts.logTails(x)
  }
  const fromLower = (p: number): number => {
    const edge = edgeQuantile(p, parts.supportStart, parts.supportEnd)
    if (edge !== null) return edge
    return p <= 0.5 ? solveTail(parts, Math.log(p), 'lower') : solveTail(parts, Math.log1p(-p), 'upper')
  }
  const fromUpper = (p: number): number => {
    const edge = edgeQuantile(p, parts.supportEnd, parts.supportStart)
    if (edge !== null) return edge
    return p <= 0.5 ? solveTail(parts, Math.log(p), 'upper') : solveTail(parts, Math.log1p(-p), 'lower')
  }
  return {
    logDensity,
    density: x => Math.exp(logDensity(x)),
    lower: x => Math.exp(logTails(x).lower),
    upper: x => Math.exp(logTails(x).upper),
    logLower: x => logTails(x).lower,
    logUpper: x => logTails(x).upper,
    quantile: fromLower,
    upperQuantile: fromUpper,
  }
}

/** Throws InvalidInput for NaN. */
export const requireNumber = (x: number): void => {
  if (Number.isNaN(x)) throw new InvalidInput('a distribution is asked at what is no number')
}

/** The log density at a finite end of the support where it behaves like a power: 0, a finite value, or a pole. */
export const powerLogDensity = (exponent: number, atZero: number): number =>
  exponent < 0 ? Infinity : exponent > 0 ? -Infinity : atZero

/**
 * Throws InvalidInput unless a distribution's parameter lies between 1e-10 and 1e10: beyond, series would not end and
 * logarithms of the tails would lose their digits.
 */
export const requireParameter = (name: string, value: number): void => {
  if (!(value >= 1e-10 && value <= 1e10)) throw new InvalidInput(`${name} must lie between 1e-10 and 1e10`)
}

const edgeQuantile = (p: number, atZero: number, atOne: number): number | null => {
  if (!(p >= 0 && p <= 1)) throw new InvalidInput(`${p} is no probability`)
  return p === 0 ? atZero : p === 1 ? atOne : null
}

const solveTail = (parts: DistributionParts, target: number, tail: 'lower' | 'upper'): number => {
  const sign = tail === 'lower' ? 1 : -1
  const gap = (u: number): number => sign * (parts.logTails(parts.scale(u))[tail] - target)
  let low = parts.start - 1
  let high = parts.start + 1
  for (let width = 1; gap(low) > 0 && width < 1e6; width *= 2) low -= width
  for (let width = 1; gap(high) < 0 && width < 1e6; width *= 2) high += width
  let u = (low + high) / 2
  for (let k = 0; k < 300; k++) {
    const x = parts.scale(u)
    const logTail = parts.logTails(x)[tail]
    const value = sign * (logTail - target)
    if (value > 0) high = u
    else low = u
    if (value === 0) return x
    const newton = u - value / (Math.exp(parts.logDensity(x) - logTail) * parts.slope(x))
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - u) <= 1e-16 * Math.max(Math.abs(u), 1e-3) || next === low || next === high)
      return parts.scale(next)
    u = next
  }
  return parts.scale(u)
}
