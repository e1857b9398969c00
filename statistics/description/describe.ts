import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { mean, standardDeviation } from './moments.js'
import { quantile } from './quantile.js'

export { mean, meanDifference, standardDeviation, variance } from './moments.js'

/** Location and spread of a sample; null where the sample is too small for it. */
export interface Description {
  readonly n: number
  readonly mean: number | null
  readonly sd: number | null
  readonly median: number | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly notes: readonly Note[]
}

/**
 * Describes a sample: n, mean, SD (n - 1), median (type 7), range. Agrees with R `mean`, `sd`, `median`, `range`.
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
      minimum: null,
      maximum: null,
      notes: [note('not-estimable', 'no value')],
    }
  }
  let minimum = Infinity
  let maximum = -Infinity
  for (let i = 0; i < n; i++) {
    minimum = Math.min(minimum, values[i]!)
    maximum = Math.max(maximum, values[i]!)
  }
  const notes = n === 1 ? [note('not-estimable', 'one value has no standard deviation')] : []
  return {
    n,
    mean: mean(values),
    sd: n === 1 ? null : standardDeviation(values),
    median: quantile(values, 0.5),
    minimum,
    maximum,
    notes,
  }
}
