import type { CoxData } from './cox-data.js'
import type { Ties } from './partial-likelihood.js'
import { RiskMoments } from './risk-moments.js'
import { countEvents, sumOf } from './risk-sets.js'
import { type TiedShares, tiedShares } from './tied-shares.js'

/**
 * The score of theta at 0 in b + theta g(t), and the joint information of (b, theta), 2p x 2p row-major, on the
 * scaled covariates.
 */
export interface TimeVaryingScore {
  readonly score: Float64Array
  readonly blocks: Float64Array
}

/**
 * Sums a time-varying coefficient's score and information: with V(t) the covariance of the covariates in the risk
 * set at t, the blocks are the sums of V, g V and g^2 V over the events. V comes from the running second moments of
 * the risk set, Efron's shares applied.
 */
export const sumTimeVaryingScore = (
  data: CoxData,
  ties: Ties,
  risk: Float64Array,
  g: Float64Array,
): TimeVaryingScore => {
  const { n, p, x, weight, groupStart, eventEnd, opensStratum } = data
  const score = new Float64Array(p)
  const blocks = new Float64Array(4 * p * p)
  const outliving = new RiskMoments(data, risk, 2)
  const dying = new RiskMoments(data, risk, 2)
  for (let group = opensStratum.length - 1; group >= 0; group--) {
    const from = groupStart[group]!
    const events = eventEnd[group]!
    const deaths = countEvents(data, from, events)
    outliving.goBackTo(group)
    outliving.addRows(events, groupStart[group + 1]!)
    if (deaths === 0) continue
    dying.clear()
    dying.addRows(from, events)
    const shares = tiedShares(outliving.total, dying.total, deaths, ties)
    const deathWeight = weight === null ? deaths : sumOf(weight, from, events)
    for (let j = 0; j < p; j++) {
      const mean = (outliving.first(j) * shares.q + dying.first(j) * shares.tq) / shares.unit / deaths
      let sum = 0
      for (let k = from; k < events; k++) sum += (weight === null ? 1 : weight[k]!) * (x[j * n + k]! - mean)
      score[j] = score[j]! + g[group]! * sum
    }
    addCovariance(blocks, p, outliving, dying, shares, deathWeight / deaths, g[group]!)
    outliving.addRows(from, events)
  }
  return { score, blocks }
}

const addCovariance = (
  blocks: Float64Array,
  p: number,
  outliving: RiskMoments,
  dying: RiskMoments,
  { unit, q, tq, qq, tqq, ttqq }: TiedShares,
  weight: number,
  g: number,
): void => {
  const width = 2 * p
  for (let i = 0; i < p; i++) {
    const bi = outliving.first(i) / unit
    const di = dying.first(i) / unit
    for (let j = 0; j < p; j++) {
      const bj = outliving.first(j) / unit
      const dj = dying.first(j) / unit
      const squares = (outliving.second(i, j) / unit) * q + (dying.second(i, j) / unit) * tq
      const v = weight * (squares - (bi * bj * qq + (bi * dj + di * bj) * tqq + di * dj * ttqq))
      blocks[i * width + j]! += v
      blocks[i * width + j + p]! += g * v
      blocks[(i + p) * width + j]! += g * v
      blocks[(i + p) * width + j + p]! += g * g * v
    }
  }
}
