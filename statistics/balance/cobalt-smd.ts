import type { BalanceInput } from './arm-moments.js'
import { armMoments, checkBalanceInput, isBinary, plainVariance } from './arm-moments.js'
import type { Standardizer } from './standardized-mean-difference.js'
import { reliabilityVariance } from './variance-ratio.js'

/** Balance of one covariate as R's cobalt prints it; null where the arms do not vary. */
export interface CobaltBalance {
  /** Treated minus control, not standardized: what cobalt shows of a 0/1 covariate. */
  readonly rawDifference: number
  readonly smd: number | null
  readonly varianceRatio: number | null
  readonly binary: boolean
}

/**
 * cobalt's balance: differences over the SD of the unadjusted sample, the treated's (ATT, default) or the pooled one
 * (ATE); variance ratio with reliability weights, for other than 0/1 covariates. Agrees with R
 * `cobalt::bal.tab(binary = "std", s.d.denom = )`.
 */
export const cobaltBalance = (input: BalanceInput, by: Standardizer = 'treated'): CobaltBalance => {
  checkBalanceInput(input)
  const binary = isBinary(input.values)
  const difference = armMoments(input, 1, true).mean - armMoments(input, 0, true).mean
  const treated = plainVariance(armMoments(input, 1, false), binary)
  const control = plainVariance(armMoments(input, 0, false), binary)
  const standardizer = Math.sqrt(by === 'treated' ? treated : by === 'control' ? control : (treated + control) / 2)
  const ratio = binary
    ? null
    : reliabilityVariance(armMoments(input, 1, true)) / reliabilityVariance(armMoments(input, 0, true))
  return {
    rawDifference: difference,
    smd: standardizer > 0 ? difference / standardizer : null,
    varianceRatio: ratio !== null && Number.isFinite(ratio) ? ratio : null,
    binary,
  }
}
