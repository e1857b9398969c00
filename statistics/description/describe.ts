import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { sortedReals } from '../numeric/sort-reals.js'
import { mean, standardDeviation } from './moments.js'
import { quantileOfSorted } from './quantile.js'

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
 * Describes a sample: n, mean, SD (n - 1), median and quartiles (type 7), range; the values are sorted once. Agrees
 * with R `mean`, `sd`, `quantile`, `range`.
 * Throws InvalidInput for a missing value.
 */
export const describe = (values: ArrayLike<number>): Description => {
  const n = values.length
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
  const average = mean(values)
  const sorted = sortedReals(values)
  const notes = n === 1 ? [note('not-estimable', 'one value has no standard deviation')] : []
  return {
    n,
    mean: average,
    sd: n === 1 ? null : standardDeviation(values),
    median: quantileOfSorted(sorted, 0.5),
    q1: quantileOfSorted(sorted, 0.25),
    q3: quantileOfSorted(sorted, 0.75),
    minimum: sorted[0]!,
    maximum: sorted[n - 1]!,
    notes,
  }
}
