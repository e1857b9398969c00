import { meanDifference, variance } from '../description/moments.js'
import { requireProbability } from '../errors.js'
import type { MeanComparison } from './mean-comparison.js'
import { compareMeans } from './mean-comparison.js'

/**
 * Student's two-sample t test (1908), variances pooled. Agrees with R `t.test(first, second, var.equal = TRUE)`.
 * Throws EmptySample below two values, InvalidInput for a missing one.
 */
export function studentT(first: ArrayLike<number>, second: ArrayLike<number>, confidence = 0.95): MeanComparison {
  requireProbability('confidence', confidence)
  const df = first.length + second.length - 2
  const pooled = ((first.length - 1) * variance(first) + (second.length - 1) * variance(second)) / df
  return compareMeans(
    meanDifference(first, second),
    Math.sqrt(pooled * (1 / first.length + 1 / second.length)),
    df,
    confidence,
  )
}
