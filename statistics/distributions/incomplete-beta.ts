import type { LogTails } from './incomplete-gamma.js'
import { logComplement } from './incomplete-gamma.js'
import { deviancePart, logGamma, stirlingError } from './stirling.js'

/**
 * Logarithms of the regularized incomplete beta function I_x(a, b) and of its complement, given x and y = 1 - x
 * separately so that neither loses digits: Lentz's continued fraction on the side where it converges fast. Agrees
 * with R `pbeta` to 1e-12.
 */
export const logIncompleteBeta = (a: number, b: number, x: number, y: number): LogTails => {
  if (x <= 0) return { lower: -Infinity, upper: 0 }
  if (y <= 0) return { lower: 0, upper: -Infinity }
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = Math.min(0, logBetaSide(a, b, x, y))
    return { lower, upper: logComplement(lower) }
  }
  const upper = Math.min(0, logBetaSide(b, a, y, x))
  return { lower: logComplement(upper), upper }
}

/** log B(a, b), by Stirling errors so that large arguments do not cancel. */
export const logBeta = (a: number, b: number): number => {
  if (a < 10 && b < 10) return logGamma(a) + logGamma(b) - logGamma(a + b)
  const n = a + b
  const errors = stirlingError(a) + stirlingError(b) - stirlingError(n)
  return errors + 0.5 * Math.log((2 * Math.PI * n) / (a * b)) + a * Math.log(a / n) + b * Math.log(b / n)
}

/** log of x^a y^b / B(a, b), Loader's (2000) binomial mass continued to real parameters. */
export const logBetaKernel = (a: number, b: number, x: number, y: number): number => {
  const n = a + b
  const mass = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviancePart(a, n * x) - deviancePart(b, n * y)
  return mass + 0.5 * Math.log(n / (2 * Math.PI * a * b)) + Math.log((a * b) / n)
}

const logBetaSide = (a: number, b: number, x: number, y: number): number =>
  logBetaKernel(a, b, x, y) + Math.log(betaFraction(a, b, x, y))

// Didonato and Morris (1992), equation 9: written in lambda = a - (a + b) x, so nothing cancels near the mode.
const betaFraction = (a: number, b: number, x: number, y: number): number => {
  const c = 1 + (x > y ? (a + b) * y - b : a - (a + b) * x)
  const c1 = 1 + 1 / a
  let numeratorBefore = 0
  let numerator = 1
  let denominatorBefore = 1
  let denominator = c / c1
  let ratio = c1 / c
  for (let n = 1; n < 1_000_000; n++) {
    const t = n / a
    const s = a + 2 * n - 1
    const w = n * (b - n) * x
    const p = (n - 1) / a + 1
    const alpha = p * (p + b / a) * (a / s) ** 2 * (w * x)
    const beta = n + w / s + ((t + 1) / (c1 + t + t)) * (c + n * (y + 1))
    const nextNumerator = alpha * numeratorBefore + beta * numerator
    const nextDenominator = alpha * denominatorBefore + beta * denominator
    const next = nextNumerator / nextDenominator
    numeratorBefore = numerator / nextDenominator
    denominatorBefore = denominator / nextDenominator
    numerator = next
    denominator = 1
    if (Math.abs(next - ratio) <= 1e-16 * next) return next
    ratio = next
  }
  return ratio
}
