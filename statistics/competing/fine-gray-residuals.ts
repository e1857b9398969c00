import type { FineGrayData } from './fine-gray-data.js'
import type { SubdistributionLikelihood } from './subdistribution-likelihood.js'

/**
 * Each row's part in Fine and Gray's score, n x p row-major by place: the martingale part eta (events minus weighted exposure) plus psi, what
 * the row does through the estimated censoring distribution (Fine and Gray 1999, section 3). All sums run along the sorted rows: O(n).
 */
export function fineGrayResiduals(data: FineGrayData, at: SubdistributionLikelihood): Float64Array {
  const { n, p, x, kind, uncensored, groupStart } = data
  const groups = groupStart.length - 1
  const tails = tailSums(data, at)
  const residuals = new Float64Array(n * p)
  const exposure = { hazard: 0, mean: new Float64Array(p) }
  const departed = { weight: 0, x: new Float64Array(p) }
  const censoringPart = new Float64Array(p)
  const q = new Float64Array(p)
  for (let g = 0; g < groups; g++) {
    const from = groupStart[g] as number
    const end = groupStart[g + 1] as number
    const atRisk = n - from
    exposure.hazard += at.hazard[g] as number
    for (let j = 0; j < p; j++) exposure.mean[j] = (exposure.mean[j] as number) + (at.hazard[g] as number) * (at.mean[g * p + j] as number)
    let censored = 0
    for (let k = from; k < end; k++) if (kind[k] === 0) censored++
    for (let j = 0; j < p; j++) {
      q[j] = (departed.x[j] as number) * (tails.hazard[g] as number) - departed.weight * (tails.mean[g * p + j] as number)
      censoringPart[j] = (censoringPart[j] as number) - (censored * (q[j] as number)) / (atRisk * atRisk)
    }
    for (let k = from; k < end; k++) {
      const r = at.risk[k] as number
      const share = kind[k] === 2 ? r / (uncensored[k] as number) : 0
      for (let j = 0; j < p; j++) {
        const xj = x[k * p + j] as number
        let value = kind[k] === 1 ? xj - (at.mean[g * p + j] as number) : 0
        value -= r * (xj * exposure.hazard - (exposure.mean[j] as number))
        if (kind[k] === 2) value -= share * (xj * (tails.hazard[g + 1] as number) - (tails.mean[(g + 1) * p + j] as number))
        value += (censoringPart[j] as number) + (kind[k] === 0 ? (q[j] as number) / atRisk : 0)
        residuals[k * p + j] = value
      }
    }
    for (let k = from; k < end; k++) {
      if (kind[k] !== 2) continue
      const share = (at.risk[k] as number) / (uncensored[k] as number)
      departed.weight += share
      for (let j = 0; j < p; j++) departed.x[j] = (departed.x[j] as number) + share * (x[k * p + j] as number)
    }
  }
  return residuals
}

// From each group on: the hazard increments times G(t-), and the same times the covariate means.
function tailSums(data: FineGrayData, at: SubdistributionLikelihood): { readonly hazard: Float64Array; readonly mean: Float64Array } {
  const { p, uncensored, groupStart } = data
  const groups = groupStart.length - 1
  const hazard = new Float64Array(groups + 1)
  const mean = new Float64Array((groups + 1) * p)
  for (let g = groups - 1; g >= 0; g--) {
    const step = (at.hazard[g] as number) * (uncensored[groupStart[g] as number] as number)
    hazard[g] = (hazard[g + 1] as number) + step
    for (let j = 0; j < p; j++) mean[g * p + j] = (mean[(g + 1) * p + j] as number) + step * (at.mean[g * p + j] as number)
  }
  return { hazard, mean }
}
