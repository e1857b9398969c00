import type { GroupEstimates } from './gray-estimates.js'
import { GrayVariance } from './gray-variance.js'

/**
 * Gray's score and its variance in one stratum (Gray 1988, sections 2 and 3). R_r(t) = h_r(t) (1 - F_r(t-)) estimates
 * those at risk of the subdistribution: without a competing event it is Y_r(t). The score of group r is
 *
 *   sum over the times t of L(t) (N_1r(t) - N_1(t) R_r(t) / R(t)),   R(t) the sum of R_r(t) over the groups,
 *
 * its events less those that the pooled rate leads one to expect. gray-estimates.ts says what the other letters are,
 * gray-variance.ts what the variance is. test/statistics/plain/gray.ts computes both as they are written.
 */
export class GrayScore {
  private readonly score: Float64Array
  private readonly groups: GroupEstimates
  private readonly variance: GrayVariance
  private pooledBefore = 0
  private pooled = 0

  constructor(
    private readonly size: number,
    private readonly rho: number,
  ) {
    this.score = new Float64Array(size)
    this.groups = {
      atRisk: new Float64Array(size),
      survivalBefore: new Float64Array(size).fill(1),
      survival: new Float64Array(size).fill(1),
      incidenceBefore: new Float64Array(size),
      incidence: new Float64Array(size),
    }
    this.variance = new GrayVariance(this.groups)
  }

  /** Goes through the sorted rows of the stratum. */
  run(time: Float64Array, order: Uint32Array, causes: Int32Array, group: Int32Array, cause: number): void {
    const { size } = this
    const { atRisk, survivalBefore, survival, incidenceBefore, incidence } = this.groups
    for (const row of order) atRisk[group[row]!]! += 1
    const own = new Float64Array(size)
    const other = new Float64Array(size)
    const leaving = new Float64Array(size)
    for (let k = 0; k < order.length;) {
      own.fill(0)
      other.fill(0)
      leaving.fill(0)
      const now = time[k]
      for (; k < order.length && time[k] === now; k++) {
        const row = order[k]!
        const i = group[row]!
        const code = causes[row]!
        leaving[i]! += 1
        if (code === cause) own[i]! += 1
        else if (code > 0) other[i]! += 1
      }
      if (own.some(count => count > 0) || other.some(count => count > 0)) this.step(own, other)
      for (let i = 0; i < size; i++) atRisk[i]! -= leaving[i]!
      incidenceBefore.set(incidence)
      survivalBefore.set(survival)
      this.pooledBefore = this.pooled
    }
  }

  /** Adds the stratum's score and variance, over all groups but the last. */
  addTo(score: Float64Array, variance: Float64Array): void {
    for (let i = 0; i < this.size - 1; i++) score[i]! += this.score[i]!
    this.variance.addTo(variance)
  }

  // One event time: `own` are each group's events of the cause, `other` its other ones.
  private step(own: Float64Array, other: Float64Array): void {
    const { size } = this
    const { atRisk, survivalBefore, survival, incidenceBefore, incidence } = this.groups
    let h = 0
    let subdistribution = 0
    let events = 0
    for (let i = 0; i < size; i++) {
      events += own[i]!
      const y = atRisk[i]!
      if (y === 0) continue
      const before = survivalBefore[i]!
      survival[i] = (before * (y - own[i]! - other[i]!)) / y
      incidence[i] = incidenceBefore[i]! + (before * own[i]!) / y
      h += y / before
      subdistribution += (y * (1 - incidenceBefore[i]!)) / before
    }
    this.pooled = this.pooledBefore + events / h
    const weight = (1 - this.pooledBefore) ** this.rho
    const pooled = { h, events, before: this.pooledBefore, after: this.pooled, weight }
    for (let i = 0; i < size; i++) {
      const y = atRisk[i]!
      if (y === 0) continue
      const share = (y * (1 - incidenceBefore[i]!)) / (survivalBefore[i]! * subdistribution)
      this.score[i]! += weight * (own[i]! - events * share)
    }
    this.variance.step(pooled, other)
  }
}
