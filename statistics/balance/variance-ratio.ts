import type { ArmMoments, BalanceInput } from './arm-moments.js'
import { armMoments, checkBalanceInput, isBinary } from './arm-moments.js'

/**
 * The ratio of the treated's to the control's variance in the weighted sample, with the reliability-weights variance
 * sum w (x - m)^2 / (W - sum w^2 / W) (n - 1 when all weights are 1); null for a 0/1 covariate or where the control
 * arm does not vary. Agrees with R `summary(matchit(...))`'s 'Var. Ratio' and cobalt's.
 */
export const varianceRatio = (input: BalanceInput): number | null => {
  checkBalanceInput(input)
  if (isBinary(input.values)) return null
  const ratio = reliabilityVariance(armMoments(input, 1, true)) / reliabilityVariance(armMoments(input, 0, true))
  return Number.isFinite(ratio) ? ratio : null
}

/** The unbiased variance of a sample with reliability weights. */
export const reliabilityVariance = (moments: ArmMoments): number =>
  moments.squares / (moments.weight - moments.squaredWeight / moments.weight)
