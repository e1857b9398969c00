import { deviancePart, stirlingError } from './stirling.js'

/** Natural logarithms of a distribution's lower and upper tail at one point. */
export interface LogTails {
  readonly lower: number
  readonly upper: number
}

/**
 * Logarithms of the regularized incomplete gamma functions P(a, x) and Q(a, x), a > 0, x >= 0: the series below the
 * mode, Lentz's continued fraction above it, with Loader's (2000) prefix. Agrees with R `pgamma(x, a, log.p = TRUE)`
 * to 1e-12.
 */
export const logIncompleteGamma = (a: number, x: number): LogTails => {
  if (x <= 0) return { lower: -Infinity, upper: 0 }
  if (x === Infinity) return { lower: 0, upper: -Infinity }
  const logMass = logPoissonMass(a, x)
  if (x < a + 1) {
    const lower = logMass + Math.log(lowerSeries(a, x))
    return { lower: Math.min(lower, 0), upper: logComplement(lower) }
  }
  const upper = logMass + Math.log(a) + Math.log(upperFraction(a, x))
  return { lower: logComplement(upper), upper: Math.min(upper, 0) }
}

/** log(1 - e^logP), accurate at both ends. */
export const logComplement = (logP: number): number => {
  if (logP >= 0) return -Infinity
  return logP > -Math.LN2 ? Math.log(-Math.expm1(logP)) : Math.log1p(-Math.exp(logP))
}

/** log of x^a e^-x / gamma(a + 1), the Poisson mass continued to real a > 0. */
export const logPoissonMass = (a: number, x: number): number =>
  -0.5 * Math.log(2 * Math.PI * a) - stirlingError(a) - deviancePart(a, x)

const lowerSeries = (a: number, x: number): number => {
  let term = 1
  let sum = 1
  for (let k = 1; k < 1_000_000; k++) {
    term *= x / (a + k)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

const upperFraction = (a: number, x: number): number => {
  let b = x + 1 - a
  let c = Number.MAX_VALUE
  let d = 1 / b
  let fraction = d
  for (let k = 1; k < 1_000_000; k++) {
    const an = -k * (k - a)
    b += 2
    d = 1 / guard(an * d + b)
    c = guard(b + an / c)
    const step = c * d
    fraction *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return fraction
}

const guard = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value)
