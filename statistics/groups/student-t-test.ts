import { meanDifference, variance } from '../description/moments.js'
import { EmptySample, requireProbability } from '../errors.js'
import type { MeanComparison } from './mean-comparison.js'
import { compareMeans } from './mean-comparison.js'

/**
 * Student's two-sample t test (1908), variances pooled. Agrees with R `t.test(first, second, var.equal = TRUE)`.
 * One sample may hold a single value. Throws EmptySample below that, InvalidInput for a missing value.
 */
export const studentT = (first: ArrayLike<number>, second: ArrayLike<number>, confidence = 0.95): MeanComparison => {
  requireProbability('confidence', confidence)
  const df = first.length + second.length - 2
  if (df < 1) throw new EmptySample('a t test needs two values in one sample and one in the other')
  const pooled = (squaresOf(first) + squaresOf(second)) / df
  return compareMeans(
    meanDifference(first, second),
    Math.sqrt(pooled * (1 / first.length + 1 / second.length)),
    df,
    confidence,
  )
}

const squaresOf = (sample: ArrayLike<number>): number =>
  sample.length > 1 ? (sample.length - 1) * variance(sample) : 0
