import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { BalanceInput } from './arm-moments.js'
import { armMean, armMoments, binaryVariance, checkBalanceInput, isBinary, plainVariance } from './arm-moments.js'

/** Whose standard deviation, in the whole unweighted sample, divides a mean difference. */
export type Standardizer = 'treated' | 'control' | 'pooled'

/** A standardized mean difference, treated minus control. */
export interface StandardizedDifference {
  readonly treatedMean: number
  readonly controlMean: number
  readonly difference: number
  /** null when neither arm varies although the means differ. */
  readonly smd: number | null
  /** The standard deviation that divides; 0 where an arm of one row has none. */
  readonly standardizer: number
  readonly binary: boolean
  readonly notes: readonly Note[]
}

const NEGLIGIBLE = Math.sqrt(2 ** -52)

/**
 * MatchIt's standardized mean difference: the SD of the treated (by default) in the whole sample before matching
 * divides, before and after alike, so the scale does not shift with the matched set. A 0/1 covariate has the
 * variance p (1 - p); any other n - 1. A treated SD of 0 gives way to the pooled one. Agrees with R
 * `summary(matchit(...))`. Give every row, with the match's weights for 'after'.
 */
export const standardizedMeanDifference = (
  input: BalanceInput,
  by: Standardizer = 'treated',
): StandardizedDifference => {
  checkBalanceInput(input)
  const binary = isBinary(input.values)
  const treatedMean = armMean(input, 1, true).mean
  const controlMean = armMean(input, 0, true).mean
  const difference = treatedMean - controlMean
  const varianceOf = (arm: 0 | 1): number =>
    binary ? binaryVariance(armMean(input, arm, false)) : plainVariance(armMoments(input, arm, false), false)
  const treatedVariance = varianceOf(1)
  const controlVariance = varianceOf(0)
  const pooled = Math.sqrt((treatedVariance + controlVariance) / 2)
  const chosen = by === 'pooled' ? pooled : Math.sqrt(by === 'treated' ? treatedVariance : controlVariance)
  const standardizer = chosen >= NEGLIGIBLE ? chosen : pooled
  const known = Number.isNaN(standardizer) ? 0 : standardizer
  const result = { treatedMean, controlMean, difference, standardizer: known, binary }
  if (Math.abs(difference) < NEGLIGIBLE) return { ...result, smd: difference, notes: [] }
  if (!(standardizer >= NEGLIGIBLE)) {
    const why = Number.isNaN(standardizer) ? 'an arm has one row' : 'the covariate does not vary within the arms'
    return { ...result, smd: null, notes: [note('not-estimable', why)] }
  }
  const notes = standardizer === chosen ? [] : [note('approximate', `the ${by} SD is 0: the pooled SD divides`)]
  return { ...result, smd: difference / standardizer, notes }
}
