import { addWeightedProducts } from '../numeric/weighted-products.js'
import type { CoxData } from './cox-data.js'
import type { RiskSets } from './risk-sets.js'

/** The hazards of a model's risk sets, and what its rows were exposed to of them. */
export interface ExpectedEvents extends RiskSets {
  /** Expected events of each row (weighted), by sorted place; the same array as `risk` when that is not kept. */
  readonly expected: Float64Array
  readonly score: Float64Array
  /** p x p, row-major. */
  readonly information: Float64Array
}

/**
 * Gives each row its expected events, its risk times the hazard that it was exposed to, forwards in time, and sums
 * them over the covariates: E'X into the score's place, X' diag(E) X (lower triangle) into the information's. Under
 * Efron's rule an event is spared a part of its own time's hazard; with delayed entry a row is spared the hazard
 * before its start.
 */
export function sumExpected(data: CoxData, into: ExpectedEvents): void {
  const { n, groupStart, eventEnd, groupTime, opensStratum, entry } = data
  const { risk, hazard, spared, expected, score, information } = into
  let cumulative = 0
  let entering = 0
  for (let g = 0; g < opensStratum.length; g++) {
    const from = groupStart[g]!
    const end = groupStart[g + 1]!
    if (opensStratum[g] === 1) {
      cumulative = 0
      entering = from
    }
    if (entry !== null) {
      const last = entry.stratumEnd[g]!
      for (; entering < last; entering++) {
        const k = entry.byStart[entering]!
        if (entry.start[k]! >= groupTime[g]!) break
        expected[k] = cumulative
      }
    }
    cumulative += hazard[g]!
    const events = eventEnd[g]!
    const ofEvents = cumulative - spared[g]!
    if (entry === null) {
      for (let k = from; k < events; k++) expected[k] = risk[k]! * ofEvents
      for (let k = events; k < end; k++) expected[k] = risk[k]! * cumulative
    } else {
      for (let k = from; k < events; k++) expected[k] = risk[k]! * (ofEvents - expected[k]!)
      for (let k = events; k < end; k++) expected[k] = risk[k]! * (cumulative - expected[k]!)
    }
  }
  addWeightedProducts(data, expected, { from: 0, to: n }, information, score)
}
