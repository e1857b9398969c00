import { InvalidInput } from '../errors.js'

/** What a ratio is, and whether the outcome is rare: decides how it stands for a risk ratio. */
export type RatioScale = 'risk-ratio' | 'odds-ratio' | 'odds-ratio-rare' | 'hazard-ratio' | 'hazard-ratio-rare'

/** The E-values of an estimate and of the confidence limit nearer to 1 (1 when the interval holds 1). */
export interface EValue {
  readonly estimate: number
  readonly limit: number
}

/**
 * The E-value (VanderWeele and Ding 2017): how strongly, as a risk ratio, an unmeasured confounder would have to be
 * tied to both arm and outcome to explain the ratio away. Common outcomes: the root of an odds ratio; of a hazard ratio
 * (1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1/HR)). Agrees with R `EValue::evalues.HR`, `evalues.OR`, `evalues.RR`.
 */
export const eValue = (
  ratio: number,
  interval: { readonly lower: number; readonly upper: number },
  scale: RatioScale,
): EValue => {
  const { lower, upper } = interval
  if (!(ratio > 0 && lower >= 0 && lower <= ratio && upper >= ratio)) {
    throw new InvalidInput('an E-value needs a positive ratio within its limits')
  }
  const nearer = ratio >= 1 ? lower : upper
  const crosses = ratio >= 1 ? lower <= 1 : upper >= 1
  return {
    estimate: fromRiskRatio(asRiskRatio(ratio, scale)),
    limit: crosses ? 1 : fromRiskRatio(asRiskRatio(nearer, scale)),
  }
}

const asRiskRatio = (ratio: number, scale: RatioScale): number => {
  if (scale === 'odds-ratio') return Math.sqrt(ratio)
  if (scale === 'hazard-ratio') return (1 - 0.5 ** Math.sqrt(ratio)) / (1 - 0.5 ** Math.sqrt(1 / ratio))
  return ratio
}

const fromRiskRatio = (ratio: number): number => {
  const above = ratio >= 1 ? ratio : 1 / ratio
  return above + Math.sqrt(above * (above - 1))
}
