import { addWeightedProducts } from '../numeric/weighted-products.js'
import { RunningSums } from '../numeric/running-sums.js'
import type { CoxData, CoxEntry } from './cox-data.js'
import type { RiskSets } from './risk-set-sums.js'

/** The hazards of a model's risk sets, and what its rows were exposed to of them. */
export interface ExpectedEvents extends RiskSets {
  /** Expected events of each row (weighted), by sorted place; the same array as `risk` when that is not kept. */
  readonly expected: Float64Array
  /** With delayed entry, the hazard that had gone by at each row's start, as RunningSums marks it. */
  readonly atEntry: Float64Array
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
export const sumExpected = (data: CoxData, into: ExpectedEvents): void => {
  if (data.entry === null) fillExpected(data, into)
  else fillEntered(data, data.entry, into)
  addWeightedProducts(data, into.expected, { from: 0, to: data.n }, into.information, into.score)
}

const fillExpected = ({ groupStart, eventEnd, opensStratum }: CoxData, into: ExpectedEvents): void => {
  const { risk, hazard, spared, expected } = into
  let cumulative = 0
  for (let g = 0; g < opensStratum.length; g++) {
    if (opensStratum[g] === 1) cumulative = 0
    cumulative += hazard[g]!
    const events = eventEnd[g]!
    // Who leaves before the first event was exposed to no hazard, though its risk may be infinite.
    if (cumulative === 0) {
      expected.fill(0, groupStart[g], groupStart[g + 1])
      continue
    }
    const ofEvents = cumulative - spared[g]!
    for (let k = groupStart[g]!; k < events; k++) expected[k] = risk[k]! * ofEvents
    for (let k = events; k < groupStart[g + 1]!; k++) expected[k] = risk[k]! * cumulative
  }
}

// The hazard is summed afresh where nobody is at risk any more: a great risk that enters then meets a hazard so small
// that it would drown in the sum of those before.
const fillEntered = (data: CoxData, entry: CoxEntry, into: ExpectedEvents): void => {
  const { groupStart, eventEnd, groupTime } = data
  const { risk, hazard, spared, expected, atEntry } = into
  const cumulative = new RunningSums(1, true)
  let entering = 0
  for (let g = 0; g < groupTime.length; g++) {
    const from = groupStart[g]!
    if (entering === from) cumulative.clear()
    for (; entering < entry.stratumEnd[g]!; entering++) {
      const k = entry.byStart[entering]!
      if (entry.start[k]! >= groupTime[g]!) break
      cumulative.mark(atEntry, k)
    }
    cumulative.add(0, hazard[g]!)
    const events = eventEnd[g]!
    for (let k = from; k < events; k++) expected[k] = risk[k]! * (cumulative.since(0, atEntry, k) - spared[g]!)
    for (let k = events; k < groupStart[g + 1]!; k++) expected[k] = risk[k]! * cumulative.since(0, atEntry, k)
  }
}
