import { ModelDidNotConverge } from '../errors.js'

/**
 * The root of a function with a change of sign in [low, high], to the last digit that bisection reaches, by Brent's
 * (1973) mixture of inverse quadratic, secant and bisection steps.
 */
export const findRoot = (f: (x: number) => number, low: number, high: number): number => {
  let a = low
  let b = high
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0)) throw new ModelDidNotConverge(`no change of sign between ${low} and ${high}`)
  let c = a
  let fc = fa
  let step = b - a
  let before = step
  for (let k = 0; k < 500; k++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const tolerance = 2 ** -52 * Math.abs(b)
    const half = (c - b) / 2
    if (Math.abs(half) <= tolerance || fb === 0) return b
    const trial = Math.abs(before) >= tolerance && Math.abs(fa) > Math.abs(fb) ? interpolate(a, b, c, fa, fb, fc) : null
    if (
      trial !== null &&
      Math.abs(2 * trial) < Math.min(Math.abs(3 * half) - Math.abs(tolerance), Math.abs(before)) &&
      trial * half > 0
    ) {
      before = step
      step = trial
    } else {
      step = half
      before = half
    }
    a = b
    fa = fb
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * tolerance
    fb = f(b)
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
      step = b - a
      before = step
    }
  }
  return b
}

const interpolate = (a: number, b: number, c: number, fa: number, fb: number, fc: number): number => {
  const s = fb / fa
  if (a === c) return (s * (c - b)) / (1 - s)
  const q = fa / fc
  const r = fb / fc
  return (s * ((c - b) * q * (q - r) - (b - a) * (r - 1))) / -((q - 1) * (r - 1) * (s - 1))
}
