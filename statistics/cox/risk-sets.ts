import { addWeightedProducts } from '../numeric/weighted-products.js'
import { addWeightedSums } from '../numeric/weighted-sums.js'
import type { CoxData } from './cox-data.js'
import { fillRisk } from './fill-risk.js'
import { RiskMoments } from './risk-moments.js'

/** How tied event times share a risk set. */
export type Ties = 'efron' | 'breslow'

/** What sums over the risk sets are made from, and the hazards that they give. */
export interface RiskSets {
  /** weight * exp(linear predictor), by sorted place. */
  readonly risk: Float64Array
  /** Hazard increment of each group of tied times. */
  readonly hazard: Float64Array
  /** The part of that increment that the tied events themselves are spared under Efron's rule. */
  readonly spared: Float64Array
  readonly sums: RiskSetSums
}

/** Room for sums over a risk set, used again at each event time. */
export interface RiskSetSums {
  /** Risk-weighted sums of the p covariates over those at risk, then the sum of the risks. */
  readonly atRisk: Float64Array
  /** With delayed entry, those at risk, from whom rows are taken off again (null: nobody enters later). */
  readonly entered: RiskMoments | null
  /** The same over the events of one time. */
  readonly dying: Float64Array
  /** The sum over the events of the outer products of the covariate means at risk (p x p, lower triangle). */
  readonly outer: Float64Array
  /** Vectors whose outer products are summed together, p columns of 128, and the products' weights. */
  readonly waiting: Float64Array
  readonly waitingWeight: Float64Array
  readonly unusedTotals: Float64Array
  waitingCount: number
}

const MOST_WAITING = 128

// Rows whose covariates are still in the cache when their sums are taken.
const FILLED_AT_ONCE = 2048

// Products of risks are taken the logarithm of before they overflow.
const LARGEST = 1e150

/** Room for a model's sums over the risks that will be in `risk`. */
export const allocateRiskSetSums = (data: CoxData, risk: Float64Array): RiskSetSums => {
  const { p } = data
  return {
    atRisk: new Float64Array(p + 1),
    entered: data.entry === null ? null : new RiskMoments(data, risk, 1),
    dying: new Float64Array(p + 1),
    outer: new Float64Array(p * p),
    waiting: new Float64Array(MOST_WAITING * p),
    waitingWeight: new Float64Array(MOST_WAITING),
    unusedTotals: new Float64Array(p),
    waitingCount: 0,
  }
}

/**
 * Sums over the risk set of each event time, backwards: those at risk later stay, each time's own rows are added once.
 * Fills the rows' risks, the hazard increments and the outer products of the covariate means, and gives the part of the
 * log likelihood that the risk sets take away, the sum of the logarithms of the risks.
 */
export const sumRiskSets = (data: CoxData, ties: Ties, beta: Float64Array, into: RiskSets): number => {
  const { p, weight, groupStart, eventEnd, opensStratum } = data
  const { risk, hazard, spared, sums } = into
  const { atRisk, entered, dying } = sums
  let filled = data.n
  let logs = 0
  let product = 1
  atRisk.fill(0)
  sums.outer.fill(0)
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
      const deaths = countEvents(data, from, events)
      const deathWeight = weight === null ? deaths : sumOf(weight, from, events)
      for (let j = 0; j <= p; j++) dying[j] = 0
      addWeightedSums(data, risk, from, events, dying)
      if (ties === 'efron' && deaths > 1) logs += shareTies(into, g, deaths, deathWeight / deaths, p)
      else {
        const total = atRisk[p]! + dying[p]!
        hazard[g] = deathWeight / total
        wait(sums, p, deathWeight / (total * total), 1, 1)
        if (deathWeight === 1) product *= total
        else logs += deathWeight * Math.log(total)
        if (!(product < LARGEST && product > 1 / LARGEST)) {
          logs += Math.log(product)
          product = 1
        }
      }
      if (entered !== null) entered.addRows(from, events)
      else for (let j = 0; j <= p; j++) atRisk[j] = atRisk[j]! + dying[j]!
    }
    if (opensStratum[g] === 1) atRisk.fill(0)
  }
  sumWaiting(sums, p)
  return logs + Math.log(product)
}

// Efron: the k-th of d tied events sees the others' risk with the share e = 1 - k/d of the dying's own left in it. With
// q the hazard by its denominator, the outer products add up to those of two vectors: those at risk with the dying in
// their mean share m (by q), weighted by the sum of q, and the dying alone, weighted by the sum of q (e - m)^2.
const shareTies = (
  { hazard, spared, sums }: RiskSets,
  g: number,
  deaths: number,
  meanWeight: number,
  p: number,
): number => {
  const others = sums.atRisk[p]!
  const dyingRisk = sums.dying[p]!
  const total = others + dyingRisk
  const ofTotal = 1 / total
  let logs = deaths * Math.log(total)
  let product = 1
  let inverses = 0
  let lost = 0
  let plain = 0
  let once = 0
  let twice = 0
  const each = 1 / deaths
  for (let k = 0; k < deaths; k++) {
    const gone = k * each
    const denominator = others + (1 - gone) * dyingRisk
    const inverse = 1 / denominator
    const square = inverse * inverse
    product *= denominator * ofTotal
    inverses += inverse
    lost += gone * inverse
    plain += square
    once += gone * square
    twice += gone * gone * square
    if (product < 1 / LARGEST) {
      logs += Math.log(product)
      product = 1
    }
  }
  hazard[g] = meanWeight * inverses
  spared[g] = meanWeight * lost
  const meanGone = once / plain
  wait(sums, p, meanWeight * plain, 1, 1 - meanGone)
  wait(sums, p, meanWeight * (twice - once * meanGone), 0, 1)
  return meanWeight * (logs + Math.log(product))
}

// Puts a vector among those whose outer products are summed next, so many of those at risk and of the dying.
const wait = (sums: RiskSetSums, p: number, weight: number, ofRest: number, ofDying: number): void => {
  const { atRisk, dying, waiting } = sums
  const place = sums.waitingCount
  for (let j = 0; j < p; j++) waiting[j * MOST_WAITING + place] = ofRest * atRisk[j]! + ofDying * dying[j]!
  sums.waitingWeight[place] = weight
  sums.waitingCount = place + 1
  if (sums.waitingCount === MOST_WAITING) sumWaiting(sums, p)
}

const sumWaiting = (sums: RiskSetSums, p: number): void => {
  const columns = { x: sums.waiting, n: MOST_WAITING, p }
  addWeightedProducts(columns, sums.waitingWeight, { from: 0, to: sums.waitingCount }, sums.outer, sums.unusedTotals)
  sums.waitingCount = 0
}

// How many events rows stand for: the copies of a row are tied with each other.
const countEvents = ({ copies }: CoxData, from: number, to: number): number =>
  copies === null ? to - from : sumOf(copies, from, to)

const sumOf = (values: Float64Array | Uint32Array, from: number, to: number): number => {
  let total = 0
  for (let k = from; k < to; k++) total += values[k]!
  return total
}
