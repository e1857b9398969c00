import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { requireFinite } from '../errors.js'
import { mean, standardDeviation } from './moments.js'
import { quantileOfTally } from './quantile.js'
import { isTally, type Sample, sizeOf, tallyOf } from './tally.js'

export { mean, meanDifference, standardDeviation, variance } from './moments.js'

/** Location and spread of a sample; null where the sample is too small for it. */
export interface Description {
  readonly n: number
  readonly mean: number | null
  readonly sd: number | null
  readonly median: number | null
  /** The lower and the upper quartile. */
  readonly q1: number | null
  readonly q3: number | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly notes: readonly Note[]
}

/**
 * Describes a sample: n, mean, SD (n - 1), median and quartiles (type 7), range; the values are tallied once. Agrees
 * with R `mean`, `sd`, `quantile`, `range`.
 * Throws InvalidInput for a missing value.
 */
export const describe = (sample: Sample): Description => {
  const n = sizeOf(sample)
  if (n === 0) {
    return {
      n,
      mean: null,
      sd: null,
      median: null,
      q1: null,
      q3: null,
      minimum: null,
      maximum: null,
      notes: [note('not-estimable', 'no value')],
    }
  }
  if (!isTally(sample)) requireFinite('values', sample)
  const tally = tallyOf(sample)
  const { values } = tally
  const notes = n === 1 ? [note('not-estimable', 'one value has no standard deviation')] : []
  return {
    n,
    mean: mean(tally),
    sd: n === 1 ? null : standardDeviation(tally),
    median: quantileOfTally(tally, 0.5),
    q1: quantileOfTally(tally, 0.25),
    q3: quantileOfTally(tally, 0.75),
    minimum: values[0]!,
    maximum: values[values.length - 1]!,
    notes,
  }
}
