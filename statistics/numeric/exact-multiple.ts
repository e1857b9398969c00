import type { ExactSum } from './exact-sum.js'

const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)

// What remains of a number has 26 digits: so many times it, up to 2^27, is a number without rounding.
const UPPER_DIGITS = 0xf8000000

/** Adds a finite number so many times (a whole number up to 2^27), without rounding: as if it were added one by one. */
export const addMultiple = (sum: ExactSum, value: number, times: number): void => {
  scratch[0] = value
  words[0] = words[0]! & UPPER_DIGITS
  const upper = scratch[0]
  sum.add(times * upper)
  sum.add(times * (value - upper))
}
