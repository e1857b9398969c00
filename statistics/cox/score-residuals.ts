import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'

/**
 * Score residuals of a Cox model on the scaled covariates, n x p row-major by sorted place, without case weights:
 * each row's part in the score (Therneau, Grambsch and Fleming 1990), with Efron's rule carried through ties. Agrees
 * with R `residuals(type = "score")`.
 */
export function scoreResiduals(data: CoxData, ties: Ties, at: PartialLikelihood): Float64Array {
  const { n, p, x, weight, event, groupStart, groupTime, opensStratum, entry } = data
  const groups = opensStratum.length
  const means = riskSetMeans(data, ties, at)
  const residuals = new Float64Array(n * p)
  const hazardMean = new Float64Array(p)
  const entryHazard = new Float64Array(entry === null ? 0 : n)
  const entryMean = new Float64Array(entry === null ? 0 : n * p)
  let cumulative = 0
  let entering = 0
  for (let g = 0; g < groups; g++) {
    const from = groupStart[g]!
    const end = groupStart[g + 1]!
    if (opensStratum[g] === 1) {
      cumulative = 0
      hazardMean.fill(0)
      entering = from
    }
    if (entry !== null) {
      const now = groupTime[g]!
      for (; entering < entry.stratumEnd[g]!; entering++) {
        const k = entry.byStart[entering]!
        if (entry.start[k]! >= now) break
        entryHazard[k] = cumulative
        for (let j = 0; j < p; j++) entryMean[k * p + j] = hazardMean[j]!
      }
    }
    cumulative += at.hazard[g]!
    for (let j = 0; j < p; j++) hazardMean[j]! += means.hazardMean[g * p + j]!
    for (let k = from; k < end; k++) {
      const died = event[k] === 1
      const r = at.risk[k]! / (weight === null ? 1 : weight[k]!)
      const exposure = cumulative - (died ? at.spared[g]! : 0) - (entry === null ? 0 : entryHazard[k]!)
      for (let j = 0; j < p; j++) {
        const spared = died ? means.sparedMean[g * p + j]! : 0
        const seen = hazardMean[j]! - spared - (entry === null ? 0 : entryMean[k * p + j]!)
        const xj = x[j * n + k]!
        residuals[k * p + j] = (died ? xj - means.mean[g * p + j]! : 0) - r * (xj * exposure - seen)
      }
    }
  }
  return residuals
}

/**
 * For each group of tied times, the covariate mean at risk (averaged over the tied events), and its sums weighted by
 * the hazard.
 */
export interface RiskSetMeans {
  readonly mean: Float64Array
  readonly hazardMean: Float64Array
  readonly sparedMean: Float64Array
}

/**
 * Covariate means of the risk sets at every event time, groups x p row-major; the Schoenfeld residuals' reference.
 */
export function riskSetMeans(data: CoxData, ties: Ties, at: PartialLikelihood): RiskSetMeans {
  const { n, p, x, event, weight, groupStart, groupTime, opensStratum, entry } = data
  const groups = opensStratum.length
  const out = {
    mean: new Float64Array(groups * p),
    hazardMean: new Float64Array(groups * p),
    sparedMean: new Float64Array(groups * p),
  }
  const atRisk = new Float64Array(p)
  const dying = new Float64Array(p)
  let total = 0
  let leaving = n - 1
  for (let g = groups - 1; g >= 0; g--) {
    const from = groupStart[g]!
    let deaths = 0
    let deathWeight = 0
    let dyingRisk = 0
    dying.fill(0)
    for (let k = from, end = groupStart[g + 1]!; k < end; k++) {
      const r = at.risk[k]!
      total += r
      for (let j = 0; j < p; j++) atRisk[j]! += r * x[j * n + k]!
      if (event[k] === 0) continue
      deaths++
      deathWeight += weight === null ? 1 : weight[k]!
      dyingRisk += r
      for (let j = 0; j < p; j++) dying[j]! += r * x[j * n + k]!
    }
    if (entry !== null) {
      const now = groupTime[g]!
      while (leaving >= entry.stratumFirst[g]! && entry.start[entry.byStart[leaving]!]! >= now) {
        const k = entry.byStart[leaving--]!
        const r = at.risk[k]!
        total -= r
        for (let j = 0; j < p; j++) atRisk[j]! -= r * x[j * n + k]!
      }
    }
    for (let d = 0; d < deaths; d++) {
      const used = ties === 'breslow' ? 0 : d / deaths
      const denominator = total - used * dyingRisk
      const h = deathWeight / deaths / denominator
      for (let j = 0; j < p; j++) {
        const mean = (atRisk[j]! - used * dying[j]!) / denominator
        out.mean[g * p + j]! += mean / deaths
        out.hazardMean[g * p + j]! += h * mean
        out.sparedMean[g * p + j]! += used * h * mean
      }
    }
    if (opensStratum[g] === 1) {
      total = 0
      atRisk.fill(0)
      leaving = from - 1
    }
  }
  return out
}
