import { addWeightedSums } from '../numeric/weighted-sums.js'
import type { CoxData } from './cox-data.js'
import { fillRisk } from './fill-risk.js'
import { addOuterProduct, addWaiting } from './outer-products.js'
import type { RiskSets } from './risk-set-sums.js'
import { shareTies } from './share-ties.js'
import { unitOfRisk } from './unit-of-risk.js'

/** How tied event times share a risk set. */
export type Ties = 'efron' | 'breslow'

// Rows whose risks are computed at once, so that their covariates are still in the cache when their sums are taken.
// Measured on fits of 1e3 and 1e5 rows: neither 512 nor all rows at once differ from it by more than the noise of 3 %.
const FILLED_AT_ONCE = 2048

// Denominators of single events are multiplied, and the logarithm of their product is taken before it overflows. A
// logarithm for each of them would make a fit of 1e5 distinct times 2 to 7 % slower; from 1e10 on the bound costs
// nothing.
const LARGEST_PRODUCT = 1e150

/**
 * Goes back in time through the groups of tied times, with the sums over those at risk. At the time of d events D of
 * mean weight w, R those at risk, it fills in one go what needs the same sums:
 *
 *   1. the risks r_i of the rows that come to be at risk
 *   2. S0 = sum over R of r_i and S1 = sum over R of r_i x_i: rows at risk later stay, each time's own are added once
 *   3. the hazard increment w d / S0
 *   4. the outer product w d (S1 / S0) (S1 / S0)', the part of the information that is a difference from X' diag(E) X
 *   5. the logarithm w d log S0, whose sum over the times is the result: the log partial likelihood is the sum over the
 *      events of w_i eta_i less that
 *
 * This is Breslow's rule (1974), and both rules' where d = 1; Efron's for more is in share-ties.ts.
 * test/statistics/plain/partial-likelihood.ts writes both rules down as they are defined.
 */
export const sumRiskSets = (data: CoxData, ties: Ties, beta: Float64Array, into: RiskSets): number => {
  const { p, weight, groupStart, eventEnd, opensStratum } = data
  const { risk, hazard, spared, sums } = into
  const { atRisk, entered, deaths, outer } = sums
  let filled = data.n
  let logs = 0
  let product = 1
  atRisk.fill(0)
  outer.sum.fill(0)
  for (let g = opensStratum.length - 1; g >= 0; g--) {
    const from = groupStart[g]!
    const events = eventEnd[g]!
    if (from < filled) {
      const lowest = Math.max(0, Math.min(from, filled - FILLED_AT_ONCE))
      fillRisk(data, beta, risk, lowest, filled)
      filled = lowest
    }
    const end = groupStart[g + 1]!
    if (entered !== null) {
      entered.goBackTo(g)
      entered.addRows(events, end)
      if (events > from) entered.copyInto(atRisk)
    } else if (events < end) addWeightedSums(data, risk, events, end, atRisk)
    hazard[g] = 0
    spared[g] = 0
    if (events > from) {
      const d = countEvents(data, from, events)
      const deathWeight = weight === null ? d : sumOf(weight, from, events)
      for (let j = 0; j <= p; j++) deaths[j] = 0
      addWeightedSums(data, risk, from, events, deaths)
      if (ties === 'efron' && d > 1) logs += shareTies(into, g, d, deathWeight / d, p)
      else {
        const S0 = atRisk[p]! + deaths[p]!
        const unit = unitOfRisk(S0)
        const inUnits = S0 / unit
        hazard[g] = deathWeight / S0
        addOuterProduct(outer, p, deathWeight / (inUnits * inUnits), 1 / unit, atRisk, 1 / unit, deaths)
        if (deathWeight === 1 && unit === 1) product *= S0
        else logs += deathWeight * Math.log(S0)
        if (!(product < LARGEST_PRODUCT && product > 1 / LARGEST_PRODUCT)) {
          logs += Math.log(product)
          product = 1
        }
      }
      if (entered !== null) entered.addRows(from, events)
      else for (let j = 0; j <= p; j++) atRisk[j] = atRisk[j]! + deaths[j]!
    }
    if (opensStratum[g] === 1) atRisk.fill(0)
  }
  addWaiting(outer, p)
  return logs + Math.log(product)
}

/** How many events the places of a stretch stand for: the copies of a row are tied with each other. */
export const countEvents = ({ copies }: CoxData, from: number, to: number): number =>
  copies === null ? to - from : sumOf(copies, from, to)

/** The sum of a column over a stretch of places. */
export const sumOf = (values: Float64Array | Uint32Array, from: number, to: number): number => {
  let total = 0
  for (let k = from; k < to; k++) total += values[k]!
  return total
}
