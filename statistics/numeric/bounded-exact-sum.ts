import { ExactSum } from './exact-sum.js'

const DIGITS = 2 ** -53

/**
 * An exact sum of at most `n` finite values, none beyond `bound`: of each value the digits above a power of two are taken
 * off, and then those above a lower one, so that both are added without rounding (Rump, Ogita and Oishi 2008, their
 * extraction of vectors). What is left of a value, mostly nothing, goes to an ExactSum. The value is that of ExactSum.
 */
export class BoundedExactSum {
  private readonly upper: number
  private readonly lower: number
  private upperTotal = 0
  private lowerTotal = 0
  private readonly rest = new ExactSum()

  constructor(n: number, bound: number) {
    const share = powerAbove(n + 2)
    this.upper = share * powerAbove(bound)
    this.lower = share * this.upper * DIGITS
    // Beyond these the powers themselves would be no normal numbers: everything is left to the rest.
    if (!(this.upper < 2 ** 1000 && this.lower > 2 ** -900)) this.upper = this.lower = 0
  }

  /** Adds one value without rounding. */
  add(value: number): void {
    if (this.upper === 0) {
      this.rest.add(value)
      return
    }
    const high = this.upper + value - this.upper
    const below = value - high
    const low = this.lower + below - this.lower
    this.upperTotal += high
    this.lowerTotal += low
    if (below !== low) this.rest.add(below - low)
  }

  /** Adds the first so many values of a column, without rounding. */
  addColumn(values: Float64Array, count: number): void {
    const { upper, lower, rest } = this
    if (upper === 0) {
      for (let i = 0; i < count; i++) rest.add(values[i]!)
      return
    }
    let upperTotal = 0
    let lowerTotal = 0
    for (let i = 0; i < count; i++) {
      const value = values[i]!
      const high = upper + value - upper
      const below = value - high
      const low = lower + below - lower
      upperTotal += high
      lowerTotal += low
      if (below !== low) rest.add(below - low)
    }
    this.upperTotal += upperTotal
    this.lowerTotal += lowerTotal
  }

  /** The sum, rounded half to even. */
  value(): number {
    if (this.upper === 0) return this.rest.value()
    const total = this.rest.copy()
    total.add(this.lowerTotal)
    total.add(this.upperTotal)
    return total.value()
  }
}

/**
 * The correctly rounded sum of finite values: no digit is lost, so the order of the rows cannot change the answer.
 */
export const exactSum = (values: ArrayLike<number>): number => {
  const total = new BoundedExactSum(values.length, largestAmong(values))
  if (values instanceof Float64Array) total.addColumn(values, values.length)
  else for (let i = 0; i < values.length; i++) total.add(values[i]!)
  return total.value()
}

// A power of two that is not below a positive number.
const powerAbove = (value: number): number => {
  if (!(value > 0)) return 0
  const power = 2 ** Math.ceil(Math.log2(value))
  return power < value ? 2 * power : power
}

/** The largest absolute value among some numbers; NaN where one is not a number. */
export const largestAmong = (values: ArrayLike<number>): number => {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!)
    if (!(size <= largest)) largest = size
    if (Number.isNaN(largest)) return NaN
  }
  return largest
}
