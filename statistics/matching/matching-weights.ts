import type { MatchedSet } from './matched-set.js'

/**
 * Matching weights for the effect on the treated: treated 1, each control the sum over its sets of 1 / (controls in
 * the set), scaled so that the controls' weights sum to the number of matched controls. Unmatched rows 0. Agrees
 * with R `matchit()$weights`.
 */
export function matchingWeights(n: number, sets: readonly MatchedSet[]): Float64Array {
  const weights = new Float64Array(n)
  for (const set of sets) for (const control of set.controls) weights[control]! += 1 / set.controls.length
  let matched = 0
  for (const weight of weights) if (weight > 0) matched++
  const factor = matched / sets.length
  if (factor !== 1) for (let row = 0; row < n; row++) weights[row]! *= factor
  for (const set of sets) weights[set.treated] = 1
  return weights
}
