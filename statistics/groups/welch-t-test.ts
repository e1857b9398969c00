import { meanDifference, variance } from '../description/moments.js'
import { requireProbability } from '../errors.js'
import type { MeanComparison } from './mean-comparison.js'
import { compareMeans } from './mean-comparison.js'

/**
 * Welch's two-sample t test (1947), Satterthwaite's degrees of freedom. Agrees with R `t.test(first, second)`.
 * Throws EmptySample below two values, InvalidInput for a missing one.
 */
export const welchT = (first: ArrayLike<number>, second: ArrayLike<number>, confidence = 0.95): MeanComparison => {
  requireProbability('confidence', confidence)
  const a = variance(first) / first.length
  const b = variance(second) / second.length
  const df = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1))
  return compareMeans(meanDifference(first, second), Math.sqrt(a + b), df, confidence)
}
