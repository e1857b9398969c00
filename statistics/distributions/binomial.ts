import { InvalidInput } from '../errors.js'
import { requireNumber } from './distribution.js'
import { logIncompleteBeta } from './incomplete-beta.js'
import { deviancePart, stirlingError } from './stirling.js'

/**
 * log P(X = x) of the binomial of n trials with probability p, after Loader (2000). Agrees with R
 * `dbinom(x, n, p, log = TRUE)`. Throws InvalidInput, as all of these.
 */
export const logBinomialMass = (x: number, n: number, p: number): number => {
  requireBinomial(n, p)
  requireNumber(x)
  if (!Number.isInteger(x) || x < 0 || x > n) return -Infinity
  if (p === 0 || p === 1) return x === n * p ? 0 : -Infinity
  if (x === 0) return n * Math.log1p(-p)
  if (x === n) return n * Math.log(p)
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(n - x)
  const deviance = deviancePart(x, n * p) + deviancePart(n - x, n * (1 - p))
  return errors - deviance + 0.5 * Math.log(n / (2 * Math.PI * x * (n - x)))
}

/** P(X = x) of the binomial. Agrees with R `dbinom`. */
export const binomialMass = (x: number, n: number, p: number): number => Math.exp(logBinomialMass(x, n, p))

/** log P(X <= x) of the binomial. Agrees with R `pbinom(x, n, p, log.p = TRUE)`. */
export const logBinomialLower = (x: number, n: number, p: number): number => {
  requireBinomial(n, p)
  requireNumber(x)
  const whole = Math.floor(x)
  if (whole < 0) return -Infinity
  if (whole >= n) return 0
  return logIncompleteBeta(n - whole, whole + 1, 1 - p, p).lower
}

/** log P(X > x) of the binomial. Agrees with R `pbinom(x, n, p, lower.tail = FALSE, log.p = TRUE)`. */
export const logBinomialUpper = (x: number, n: number, p: number): number => {
  requireBinomial(n, p)
  requireNumber(x)
  const whole = Math.floor(x)
  if (whole < 0) return 0
  if (whole >= n) return -Infinity
  return logIncompleteBeta(whole + 1, n - whole, p, 1 - p).lower
}

/** P(X <= x) of the binomial. Agrees with R `pbinom(x, n, p)`. */
export const binomialLower = (x: number, n: number, p: number): number => Math.exp(logBinomialLower(x, n, p))

/** P(X > x) of the binomial. Agrees with R `pbinom(x, n, p, lower.tail = FALSE)`. */
export const binomialUpper = (x: number, n: number, p: number): number => Math.exp(logBinomialUpper(x, n, p))

/** The smallest x with P(X <= x) >= probability. Agrees with R `qbinom`. */
export const binomialQuantile = (probability: number, n: number, p: number): number => {
  requireBinomial(n, p)
  if (!(probability >= 0 && probability <= 1)) throw new InvalidInput(`${probability} is no probability`)
  let low = 0
  let high = n
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (binomialLower(middle, n, p) * (1 + 64 * 2 ** -52) >= probability) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The exact two-sided P: the sum over all counts no likelier than x (up to a relative 1e-7). Agrees with R
 * `binom.test(x, n, p)`. Throws InvalidInput when x is no count up to n.
 */
export const binomialTwoSided = (x: number, n: number, p: number): number => {
  if (!(Number.isInteger(x) && x >= 0 && x <= n)) throw new InvalidInput(`${x} of ${n} is no count`)
  const limit = logBinomialMass(x, n, p) + Math.log1p(1e-7)
  let total = 0
  for (let k = 0; k <= n; k++) {
    const mass = logBinomialMass(k, n, p)
    if (mass <= limit) total += Math.exp(mass)
  }
  return Math.min(1, total)
}

const requireBinomial = (n: number, p: number): void => {
  if (!(Number.isSafeInteger(n) && n >= 0 && p >= 0 && p <= 1))
    throw new InvalidInput('a binomial needs n >= 0 and a probability')
}
