import { meanDifference, variance } from '../description/moments.js'
import { type Sample, sizeOf } from '../description/tally.js'
import { EmptySample, requireProbability } from '../errors.js'
import type { MeanComparison } from './mean-comparison.js'
import { compareMeans } from './mean-comparison.js'

/**
 * Student's two-sample t test (1908), variances pooled. Agrees with R `t.test(first, second, var.equal = TRUE)`.
 * One sample may hold a single value. Throws EmptySample below that, InvalidInput for a missing value.
 */
export const studentT = (first: Sample, second: Sample, confidence = 0.95): MeanComparison => {
  requireProbability('confidence', confidence)
  const [m, n] = [sizeOf(first), sizeOf(second)]
  const df = m + n - 2
  if (df < 1) throw new EmptySample('a t test needs two values in one sample and one in the other')
  const pooled = (squaresOf(first) + squaresOf(second)) / df
  return compareMeans(meanDifference(first, second), Math.sqrt(pooled * (1 / m + 1 / n)), df, confidence)
}

const squaresOf = (sample: Sample): number => {
  const n = sizeOf(sample)
  return n > 1 ? (n - 1) * variance(sample) : 0
}
