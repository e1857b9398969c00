import gammaln from '@stdlib/math-base-special-gammaln'

const HALF_LOG_TWO_PI = 0.918938533204672741780329736406

/** Natural logarithm of the gamma function for x > 0 (NaN elsewhere: callers see to it). Agrees with R `lgamma(x)`. */
export const logGamma = (x: number): number =>
  x > 20 ? (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x) : gammaln(x)

/** Error of Stirling's formula for log x!, after Loader (2000): log(x!) - log(sqrt(2 pi x) (x/e)^x), for x > 0. */
export const stirlingError = (x: number): number => {
  if (x >= 10) return stirlingSeries(x)
  return gammaln(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI
}

/**
 * Loader's deviance part x log(x/m) + m - x, without cancellation when x is near m. Agrees with R's internal `bd0`.
 */
export const deviancePart = (x: number, m: number): number => {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let term = 2 * x * v
  for (let k = 1; k < 1000; k++) {
    term *= v * v
    const next = sum + term / (2 * k + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

const stirlingSeries = (x: number): number => {
  const r = 1 / (x * x)
  const tail = r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400)))
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - tail)))) / x
}
