import { EmptySample } from '../errors.js'
import { ExactSum } from '../numeric/exact-sum.js'
import type { MatchedColumns } from '../matching/matched-set.js'

/**
 * The mean absolute difference of a covariate between each treated subject and each of its controls, over all such
 * pairs. Divided by the standardizer it agrees with 'Std. Pair Dist.' of R `summary(MatchIt::matchit(...))`.
 */
export const pairDistance = (values: Float64Array, { treated, start, control }: MatchedColumns): number => {
  const total = new ExactSum()
  for (let set = 0; set < treated.length; set++) {
    const own = values[treated[set]!]!
    for (let k = start[set]!; k < start[set + 1]!; k++) total.add(Math.abs(own - values[control[k]!]!))
  }
  if (control.length === 0) throw new EmptySample('a pair distance needs at least one pair')
  return total.value() / control.length
}
