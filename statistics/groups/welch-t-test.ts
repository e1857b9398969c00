import { meanDifference, variance } from '../description/moments.js'
import { type Sample, sizeOf } from '../description/tally.js'
import { requireProbability } from '../errors.js'
import type { MeanComparison } from './mean-comparison.js'
import { compareMeans } from './mean-comparison.js'

/**
 * Welch's two-sample t test (1947), Satterthwaite's degrees of freedom. Agrees with R `t.test(first, second)`.
 * Throws EmptySample below two values, InvalidInput for a missing one.
 */
export const welchT = (first: Sample, second: Sample, confidence = 0.95): MeanComparison => {
  requireProbability('confidence', confidence)
  const [m, n] = [sizeOf(first), sizeOf(second)]
  const a = variance(first) / m
  const b = variance(second) / n
  const df = (a + b) ** 2 / (a ** 2 / (m - 1) + b ** 2 / (n - 1))
  return compareMeans(meanDifference(first, second), Math.sqrt(a + b), df, confidence)
}
