import type { MatchedColumns } from './matched-set.js'

/**
 * Matching weights for the effect on the treated, one per row: treated 1, each control the sum over its sets of 1 /
 * (controls in the set), scaled so that the controls' weights sum to the number of matched controls. Unmatched rows
 * 0. Agrees with R `matchit()$weights`.
 */
export const fillMatchingWeights = (weights: Float64Array, { treated, start, control }: MatchedColumns): void => {
  weights.fill(0)
  // Size by size, so that a control's sum does not depend on the order of its sets.
  for (const size of sizesOf(start)) {
    const share = 1 / size
    for (let set = 0; set < treated.length; set++) {
      if (start[set + 1]! - start[set]! !== size) continue
      for (let k = start[set]!; k < start[set + 1]!; k++) weights[control[k]!]! += share
    }
  }
  let matched = 0
  for (let row = 0; row < weights.length; row++) if (weights[row] !== 0) matched++
  const factor = matched / treated.length
  if (factor !== 1) for (let row = 0; row < weights.length; row++) weights[row]! *= factor
  for (let set = 0; set < treated.length; set++) weights[treated[set]!] = 1
}

const sizesOf = (start: Uint32Array): readonly number[] => {
  const sizes = new Set<number>()
  for (let set = 1; set < start.length; set++) sizes.add(start[set]! - start[set - 1]!)
  return [...sizes].sort((a, b) => a - b)
}
