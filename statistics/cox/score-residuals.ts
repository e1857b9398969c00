import { RunningSums } from '../numeric/running-sums.js'
import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'
import { RiskMoments } from './risk-moments.js'
import { countEvents, sumOf } from './risk-sets.js'
import { tiedShares } from './tied-shares.js'

/**
 * Score residuals of a Cox model on the scaled covariates, n x p row-major by sorted place, without case weights:
 * each row's part in the score (Therneau, Grambsch and Fleming 1990), with Efron's rule carried through ties. Agrees
 * with R `residuals(type = "score")`.
 */
export const scoreResiduals = (data: CoxData, ties: Ties, at: PartialLikelihood): Float64Array => {
  const { n, p, x, weight, event, groupStart, groupTime, opensStratum, entry } = data
  const groups = opensStratum.length
  const means = riskSetMeans(data, ties, at)
  const residuals = new Float64Array(n * p)
  // The hazard that has gone by, times the covariate means, then alone.
  const passed = new RunningSums(p + 1, entry !== null)
  const atEntry = new Float64Array(entry === null ? 0 : 2 * (p + 1) * n)
  const seenBy = (j: number, k: number): number => (entry === null ? passed.value(j) : passed.since(j, atEntry, k))
  let entering = 0
  for (let g = 0; g < groups; g++) {
    const from = groupStart[g]!
    const end = groupStart[g + 1]!
    if (opensStratum[g] === 1 || (entry !== null && entering === from)) passed.clear()
    if (entry !== null) {
      const now = groupTime[g]!
      for (; entering < entry.stratumEnd[g]!; entering++) {
        const k = entry.byStart[entering]!
        if (entry.start[k]! >= now) break
        passed.mark(atEntry, k)
      }
    }
    for (let j = 0; j < p; j++) passed.add(j, means.hazardMean[g * p + j]!)
    passed.add(p, at.hazard[g]!)
    for (let k = from; k < end; k++) {
      const died = event[k] === 1
      const r = at.risk[k]! / (weight === null ? 1 : weight[k]!)
      const exposure = seenBy(p, k) - (died ? at.spared[g]! : 0)
      for (let j = 0; j < p; j++) {
        const spared = died ? means.sparedMean[g * p + j]! : 0
        const seen = seenBy(j, k) - spared
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
export const riskSetMeans = (data: CoxData, ties: Ties, at: PartialLikelihood): RiskSetMeans => {
  const { p, weight, groupStart, eventEnd, opensStratum } = data
  const groups = opensStratum.length
  const out = {
    mean: new Float64Array(groups * p),
    hazardMean: new Float64Array(groups * p),
    sparedMean: new Float64Array(groups * p),
  }
  const outliving = new RiskMoments(data, at.risk, 1)
  const dying = new RiskMoments(data, at.risk, 1)
  for (let g = groups - 1; g >= 0; g--) {
    const from = groupStart[g]!
    const events = eventEnd[g]!
    const deaths = countEvents(data, from, events)
    outliving.goBackTo(g)
    outliving.addRows(events, groupStart[g + 1]!)
    if (deaths === 0) continue
    dying.clear()
    dying.addRows(from, events)
    const { unit, q, tq, qq, tqq, goneQq, goneTqq } = tiedShares(outliving.total, dying.total, deaths, ties)
    const deathWeight = weight === null ? deaths : sumOf(weight, from, events)
    const h = deathWeight / deaths / unit
    for (let j = 0; j < p; j++) {
      const [b, d] = [outliving.first(j) / unit, dying.first(j) / unit]
      out.mean[g * p + j] = (b * q + d * tq) / deaths
      out.hazardMean[g * p + j] = h * (b * qq + d * tqq)
      out.sparedMean[g * p + j] = h * (b * goneQq + d * goneTqq)
    }
    outliving.addRows(from, events)
  }
  return out
}
