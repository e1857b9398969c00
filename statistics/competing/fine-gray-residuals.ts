import type { FineGrayData } from './fine-gray-data.js'
import type { SubdistributionLikelihood } from './subdistribution-likelihood.js'

/**
 * Each row's part in Fine and Gray's score, n x p row-major by place: the martingale part eta (events minus weighted
 * exposure) plus psi, what the row does through the estimated censoring distribution (Fine and Gray 1999, section
 * 3). All sums run along the sorted rows: O(n).
 */
export const fineGrayResiduals = (data: FineGrayData, at: SubdistributionLikelihood): Float64Array => {
  const { n, p, x, kind, uncensored, groupStart } = data
  const groups = groupStart.length - 1
  const tails = tailSums(data, at)
  const residuals = new Float64Array(n * p)
  const exposure = { hazard: 0, mean: new Float64Array(p) }
  const departed = { weight: 0, x: new Float64Array(p) }
  const censoringPart = new Float64Array(p)
  const q = new Float64Array(p)
  for (let g = 0; g < groups; g++) {
    const from = groupStart[g]!
    const end = groupStart[g + 1]!
    const atRisk = n - from
    exposure.hazard += at.hazard[g]!
    for (let j = 0; j < p; j++) exposure.mean[j]! += at.hazard[g]! * at.mean[g * p + j]!
    let censored = 0
    for (let k = from; k < end; k++) if (kind[k] === 0) censored++
    for (let j = 0; j < p; j++) {
      q[j] = departed.x[j]! * tails.hazard[g]! - departed.weight * tails.mean[g * p + j]!
      censoringPart[j]! -= (censored * q[j]!) / (atRisk * atRisk)
    }
    for (let k = from; k < end; k++) {
      const r = at.risk[k]!
      const share = kind[k] === 2 ? r / uncensored[k]! : 0
      for (let j = 0; j < p; j++) {
        const xj = x[k * p + j]!
        let value = kind[k] === 1 ? xj - at.mean[g * p + j]! : 0
        value -= r * (xj * exposure.hazard - exposure.mean[j]!)
        if (kind[k] === 2) value -= share * (xj * tails.hazard[g + 1]! - tails.mean[(g + 1) * p + j]!)
        value += censoringPart[j]! + (kind[k] === 0 ? q[j]! / atRisk : 0)
        residuals[k * p + j] = value
      }
    }
    for (let k = from; k < end; k++) {
      if (kind[k] !== 2) continue
      const share = at.risk[k]! / uncensored[k]!
      departed.weight += share
      for (let j = 0; j < p; j++) departed.x[j]! += share * x[k * p + j]!
    }
  }
  return residuals
}

// From each group on: the hazard increments times G(t-), and the same times the covariate means.
const tailSums = (
  data: FineGrayData,
  at: SubdistributionLikelihood,
): { readonly hazard: Float64Array; readonly mean: Float64Array } => {
  const { p, uncensored, groupStart } = data
  const groups = groupStart.length - 1
  const hazard = new Float64Array(groups + 1)
  const mean = new Float64Array((groups + 1) * p)
  for (let g = groups - 1; g >= 0; g--) {
    const step = at.hazard[g]! * uncensored[groupStart[g]!]!
    hazard[g] = hazard[g + 1]! + step
    for (let j = 0; j < p; j++) mean[g * p + j] = mean[(g + 1) * p + j]! + step * at.mean[g * p + j]!
  }
  return { hazard, mean }
}
