import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'
import { RiskMoments } from './risk-moments.js'
import { riskSetMeans } from './score-residuals.js'

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
  at: PartialLikelihood,
  g: Float64Array,
): TimeVaryingScore => {
  const { n, p, x, weight, groupStart, eventEnd, opensStratum } = data
  const means = riskSetMeans(data, ties, at).mean
  const score = new Float64Array(p)
  const blocks = new Float64Array(4 * p * p)
  const all = new RiskMoments(data, at.risk, 2)
  const dying = new RiskMoments(data, at.risk, 2)
  for (let group = opensStratum.length - 1; group >= 0; group--) {
    const from = groupStart[group]!
    const events = eventEnd[group]!
    const deaths = events - from
    all.goBackTo(group)
    all.addRows(from, groupStart[group + 1]!)
    dying.clear()
    dying.addRows(from, events)
    let deathWeight = 0
    for (let k = from; k < events; k++) {
      const w = weight === null ? 1 : weight[k]!
      deathWeight += w
      for (let j = 0; j < p; j++) {
        const residual = x[j * n + k]! - means[group * p + j]!
        score[j]! += w * g[k]! * residual
      }
    }
    for (let d = 0; d < deaths; d++) {
      const share = ties === 'breslow' ? 0 : d / deaths
      addCovariance(blocks, p, all, dying, share, deathWeight / deaths, g[from]!)
    }
  }
  return { score, blocks }
}

const addCovariance = (
  blocks: Float64Array,
  p: number,
  all: RiskMoments,
  dying: RiskMoments,
  share: number,
  weight: number,
  g: number,
): void => {
  const width = 2 * p
  const total = all.total - share * dying.total
  for (let i = 0; i < p; i++) {
    const mi = (all.first(i) - share * dying.first(i)) / total
    for (let j = 0; j < p; j++) {
      const mj = (all.first(j) - share * dying.first(j)) / total
      const second = (all.second(i, j) - share * dying.second(i, j)) / total
      const v = weight * (second - mi * mj)
      blocks[i * width + j]! += v
      blocks[i * width + j + p]! += g * v
      blocks[(i + p) * width + j]! += g * v
      blocks[(i + p) * width + j + p]! += g * g * v
    }
  }
}
