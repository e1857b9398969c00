import { EmptySample } from '../errors.js'
import { ExactSum } from '../numeric/exact-sum.js'
import type { MatchedSet } from '../matching/matched-set.js'

/**
 * The mean absolute difference of a covariate between each treated subject and each of its controls, over all such
 * pairs.
 */
export function pairDistance(values: Float64Array, sets: readonly MatchedSet[]): number {
  const total = new ExactSum()
  let pairs = 0
  for (const { treated, controls } of sets) {
    for (const control of controls) {
      total.add(Math.abs(values[treated]! - values[control]!))
      pairs++
    }
  }
  if (pairs === 0) throw new EmptySample('a pair distance needs at least one pair')
  return total.value() / pairs
}
