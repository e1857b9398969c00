import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import type { ArmMoments, BalanceInput } from './arm-moments.js'
import { armMoments, checkBalanceInput } from './arm-moments.js'

/**
 * A standardized mean difference as R's tableone defines it; null when neither arm varies although the means differ.
 */
export interface TableoneDifference {
  readonly treatedMean: number
  readonly controlMean: number
  readonly smd: number | null
  readonly notes: readonly Note[]
}

/**
 * tableone's standardized difference of a numeric covariate, in the sample at hand: (m1 - m0) / sqrt((v1 + v0) / 2),
 * signed here. Variances n - 1, with unequal weights survey's n / (n - 1) weighted variance; `asFactor` takes p (1 -
 * p) of a 0/1 covariate. Agrees with R `tableone::ExtractSmd` in size. After matching give the matched rows only:
 * their SDs divide.
 */
export const tableoneSmd = (input: BalanceInput, options: { readonly asFactor?: boolean } = {}): TableoneDifference => {
  checkBalanceInput(input)
  const unequal = input.weights?.some((weight, _, weights) => weight !== weights[0]) ?? false
  const moments = ([1, 0] as const).map(arm => armMoments(input, arm, true)) as [ArmMoments, ArmMoments]
  const variances = moments.map(arm =>
    options.asFactor === true ? arm.mean * (1 - arm.mean) : sampleVariance(arm, unequal),
  )
  const [treated, control] = moments
  const spread = Math.sqrt((variances[0]! + variances[1]!) / 2)
  return divide(treated.mean, control.mean, treated.mean - control.mean, spread)
}

/**
 * tableone's standardized difference of a categorical covariate (Yang and Dalton 2012): sqrt(T' S^- T) over all
 * levels but the first, S the mean of the two multinomial covariances. Levels are coded 0..levels-1; the result has
 * no sign.
 */
export const tableoneCategoricalSmd = (
  codes: Int32Array,
  levels: number,
  treated: Uint8Array,
  weights?: Float64Array,
): { readonly smd: number | null; readonly notes: readonly Note[] } => {
  const shares = ([1, 0] as const).map(arm => levelShares(codes, levels, treated, arm, weights)) as [
    Float64Array,
    Float64Array,
  ]
  const [first, second] = shares
  const size = levels - 1
  const gap = Float64Array.from({ length: size }, (_, j) => first[j + 1]! - second[j + 1]!)
  const covariance = new Float64Array(size * size)
  for (const share of shares) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const own = (i === j ? share[i + 1]! : 0) - share[i + 1]! * share[j + 1]!
        covariance[i * size + j]! += own / 2
      }
    }
  }
  const aliased = new Uint8Array(size)
  factorSymmetric(covariance, size, aliased, 1e-12)
  const solved = gap.slice()
  solveFactored(covariance, size, aliased, solved)
  const square = gap.reduce((sum, value, j) => sum + value * solved[j]!, 0)
  const unexplained = gap.some((value, j) => aliased[j] === 1 && value !== 0)
  const notes = unexplained ? [note('not-estimable', 'a level is seen in every subject of an arm or none')] : []
  return { smd: unexplained && square === 0 ? null : Math.sqrt(Math.max(0, square)), notes }
}

const sampleVariance = (arm: ArmMoments, unequal: boolean): number =>
  unequal ? (arm.squares / arm.weight) * (arm.rows / (arm.rows - 1)) : arm.squares / arm.weight / (1 - 1 / arm.rows)

const divide = (treatedMean: number, controlMean: number, difference: number, spread: number): TableoneDifference => {
  if (spread > 0) return { treatedMean, controlMean, smd: difference / spread, notes: [] }
  if (difference === 0) return { treatedMean, controlMean, smd: 0, notes: [] }
  return {
    treatedMean,
    controlMean,
    smd: null,
    notes: [note('not-estimable', 'the covariate does not vary within the arms')],
  }
}

const levelShares = (
  codes: Int32Array,
  levels: number,
  treated: Uint8Array,
  arm: 0 | 1,
  weights: Float64Array | undefined,
): Float64Array => {
  const shares = new Float64Array(levels)
  let total = 0
  for (let i = 0; i < codes.length; i++) {
    if ((treated[i] === 0 ? 0 : 1) !== arm) continue
    const weight = weights === undefined ? 1 : weights[i]!
    shares[codes[i]!]! += weight
    total += weight
  }
  return shares.map(share => share / total)
}
