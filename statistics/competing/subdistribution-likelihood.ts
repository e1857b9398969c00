import type { FineGrayData } from './fine-gray-data.js'

/**
 * Fine and Gray's partial likelihood at one coefficient vector, and the risk-set sums that residuals need, by group
 * of tied times.
 */
export interface SubdistributionLikelihood {
  logLikelihood: number
  readonly score: Float64Array
  readonly information: Float64Array
  /** The sums of squares that the information is a difference from. */
  readonly moments: Float64Array
  /** exp(linear predictor) by place. */
  readonly risk: Float64Array
  /** Events of the cause, their number over the weighted risk, and the covariate means at risk (groups x p). */
  readonly events: Float64Array
  readonly hazard: Float64Array
  readonly mean: Float64Array
}

/** Room for evaluating the likelihood. */
export const allocateSubdistribution = (data: FineGrayData): SubdistributionLikelihood => {
  const groups = data.groupStart.length - 1
  return {
    logLikelihood: 0,
    score: new Float64Array(data.p),
    information: new Float64Array(data.p * data.p),
    moments: new Float64Array(data.p),
    risk: new Float64Array(data.n),
    events: new Float64Array(groups),
    hazard: new Float64Array(groups),
    mean: new Float64Array(groups * data.p),
  }
}

/**
 * Evaluates the likelihood with Breslow ties. Those who had a competing event before t stay at risk with weight
 * G(t-) / G(T-): as the weight is a product, their sums grow with each competing event and are multiplied by G(t-)
 * only when read. O(n).
 */
export const evaluateSubdistribution = (
  data: FineGrayData,
  beta: Float64Array,
  into: SubdistributionLikelihood,
): number => {
  const { n, p, x, kind, uncensored, groupStart } = data
  const { score, information, risk } = into
  score.fill(0)
  information.fill(0)
  into.moments.fill(0)
  const present = new Moments(p)
  const departed = new Moments(p)
  for (let k = 0; k < n; k++) {
    let eta = 0
    for (let j = 0; j < p; j++) eta += x[k * p + j]! * beta[j]!
    risk[k] = Math.exp(eta)
  }
  const later = suffixMoments(data, risk)
  let logLikelihood = 0
  for (let g = 0; g + 1 < groupStart.length; g++) {
    const from = groupStart[g]!
    const end = groupStart[g + 1]!
    let events = 0
    for (let k = from; k < end; k++) {
      if (kind[k] !== 1) continue
      events++
      logLikelihood += Math.log(risk[k]!)
      for (let j = 0; j < p; j++) score[j]! += x[k * p + j]!
    }
    into.events[g] = events
    into.hazard[g] = 0
    if (events > 0) {
      const kept = uncensored[from]!
      present.combine(later[g]!, departed, kept)
      logLikelihood -= events * Math.log(present.total)
      into.hazard[g] = events / present.total
      addEvents(present, events, g, into)
    }
    for (let k = from; k < end; k++) if (kind[k] === 2) departed.add(x, k, risk[k]! / uncensored[k]!)
  }
  into.logLikelihood = logLikelihood
  return logLikelihood
}

const addEvents = (present: Moments, events: number, g: number, into: SubdistributionLikelihood): void => {
  const p = into.score.length
  for (let i = 0; i < p; i++) {
    const mi = present.first[i]! / present.total
    into.mean[g * p + i] = mi
    into.score[i]! -= events * mi
    into.moments[i]! += (events * present.second[i * p + i]!) / present.total
    for (let j = 0; j < p; j++) {
      const mj = present.first[j]! / present.total
      into.information[i * p + j] =
        into.information[i * p + j]! + events * (present.second[i * p + j]! / present.total - mi * mj)
    }
  }
}

// The sums over those with time >= t, for each group with an event of the cause.
const suffixMoments = (data: FineGrayData, risk: Float64Array): readonly (Moments | null)[] => {
  const { p, x, kind, groupStart } = data
  const sums: (Moments | null)[] = new Array<Moments | null>(groupStart.length - 1).fill(null)
  const running = new Moments(p)
  for (let g = groupStart.length - 2; g >= 0; g--) {
    let hasEvent = false
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) {
      running.add(x, k, risk[k]!)
      if (kind[k] === 1) hasEvent = true
    }
    if (hasEvent) sums[g] = running.copy()
  }
  return sums
}

class Moments {
  total = 0
  readonly first: Float64Array
  readonly second: Float64Array

  constructor(private readonly p: number) {
    this.first = new Float64Array(p)
    this.second = new Float64Array(p * p)
  }

  add(x: Float64Array, k: number, weight: number): void {
    const { p, first, second } = this
    this.total += weight
    for (let i = 0; i < p; i++) {
      const scaled = weight * x[k * p + i]!
      first[i]! += scaled
      for (let j = 0; j < p; j++) second[i * p + j]! += scaled * x[k * p + j]!
    }
  }

  combine(a: Moments, b: Moments, weight: number): void {
    this.total = a.total + weight * b.total
    for (let i = 0; i < this.first.length; i++) this.first[i] = a.first[i]! + weight * b.first[i]!
    for (let i = 0; i < this.second.length; i++) this.second[i] = a.second[i]! + weight * b.second[i]!
  }

  copy(): Moments {
    const copy = new Moments(this.p)
    copy.combine(this, this, 0)
    return copy
  }
}
