import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'
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
export function sumTimeVaryingScore(
  data: CoxData,
  ties: Ties,
  at: PartialLikelihood,
  g: Float64Array,
): TimeVaryingScore {
  const { n, p, x, event, weight, groupStart, groupTime, opensStratum, entry } = data
  const means = riskSetMeans(data, ties, at).mean
  const score = new Float64Array(p)
  const blocks = new Float64Array(4 * p * p)
  const all = new MomentSum(data)
  const dying = new MomentSum(data)
  let leaving = n - 1
  for (let group = opensStratum.length - 1; group >= 0; group--) {
    const from = groupStart[group]!
    let deaths = 0
    let deathWeight = 0
    dying.clear()
    for (let k = from, end = groupStart[group + 1]!; k < end; k++) {
      const risk = at.risk[k]!
      all.add(k, risk)
      if (event[k] === 0) continue
      deaths++
      const w = weight === null ? 1 : weight[k]!
      deathWeight += w
      dying.add(k, risk)
      for (let j = 0; j < p; j++) {
        const residual = x[j * n + k]! - means[group * p + j]!
        score[j]! += w * g[k]! * residual
      }
    }
    if (entry !== null) {
      const now = groupTime[group]!
      while (leaving >= entry.stratumFirst[group]! && entry.start[entry.byStart[leaving]!]! >= now) {
        const k = entry.byStart[leaving--]!
        all.add(k, -at.risk[k]!)
      }
    }
    for (let d = 0; d < deaths; d++) {
      const share = ties === 'breslow' ? 0 : d / deaths
      addCovariance(blocks, all, dying, share, deathWeight / deaths, g[from]!)
    }
    if (opensStratum[group] === 1) {
      all.clear()
      leaving = from - 1
    }
  }
  return { score, blocks }
}

class MomentSum {
  total = 0
  readonly first: Float64Array
  readonly second: Float64Array

  private readonly x: Float64Array
  private readonly n: number
  private readonly p: number

  constructor({ x, n, p }: CoxData) {
    this.x = x
    this.n = n
    this.p = p
    this.first = new Float64Array(p)
    this.second = new Float64Array(p * p)
  }

  clear(): void {
    this.total = 0
    this.first.fill(0)
    this.second.fill(0)
  }

  add(place: number, risk: number): void {
    const { x, n, p, first, second } = this
    this.total += risk
    for (let i = 0; i < p; i++) {
      const scaled = risk * x[i * n + place]!
      first[i]! += scaled
      for (let j = 0; j < p; j++) second[i * p + j]! += scaled * x[j * n + place]!
    }
  }
}

function addCovariance(
  blocks: Float64Array,
  all: MomentSum,
  dying: MomentSum,
  share: number,
  weight: number,
  g: number,
): void {
  const p = all.first.length
  const width = 2 * p
  const total = all.total - share * dying.total
  for (let i = 0; i < p; i++) {
    const mi = (all.first[i]! - share * dying.first[i]!) / total
    for (let j = 0; j < p; j++) {
      const mj = (all.first[j]! - share * dying.first[j]!) / total
      const second = (all.second[i * p + j]! - share * dying.second[i * p + j]!) / total
      const v = weight * (second - mi * mj)
      blocks[i * width + j]! += v
      blocks[i * width + j + p]! += g * v
      blocks[(i + p) * width + j]! += g * v
      blocks[(i + p) * width + j + p]! += g * g * v
    }
  }
}
