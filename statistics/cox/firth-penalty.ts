import { factorSymmetric, invertFactored, logDeterminant } from '../numeric/solve-symmetric.js'
import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'

/**
 * Adds Firth's (1993) penalty, half the log determinant of the information, to a partial likelihood and its score
 * (Heinze and Schemper 2001): half the trace of the inverse information times its derivative, which is the risk sets'
 * third central moment. Keeps coefficients finite where an arm has no event.
 */
export function addFirthPenalty(data: CoxData, ties: Ties, at: PartialLikelihood): void {
  const { p } = data
  const factor = at.information.slice()
  const aliased = new Uint8Array(p)
  factorSymmetric(factor, p, aliased, 2 ** -39)
  at.logLikelihood += logDeterminant(factor, p, aliased) / 2
  const inverse = invertFactored(factor, p, aliased)
  const { n, event, weight, copies, groupStart, groupTime, opensStratum, entry } = data
  const all = new ThirdMoments(data)
  const dying = new ThirdMoments(data)
  let leaving = n - 1
  for (let g = opensStratum.length - 1; g >= 0; g--) {
    let deaths = 0
    let deathWeight = 0
    dying.clear()
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) {
      all.add(k, at.risk[k]!)
      if (event[k] === 0) continue
      deaths += copies === null ? 1 : copies[k]!
      deathWeight += weight === null ? 1 : weight[k]!
      dying.add(k, at.risk[k]!)
    }
    if (entry !== null) {
      const now = groupTime[g]!
      for (; leaving >= entry.stratumFirst[g]! && entry.start[entry.byStart[leaving]!]! >= now; leaving--) {
        all.add(entry.byStart[leaving]!, -at.risk[entry.byStart[leaving]!]!)
      }
    }
    for (let d = 0; d < deaths; d++) {
      addThirdMoment(at.score, all, dying, ties === 'breslow' ? 0 : d / deaths, inverse, deathWeight / deaths / 2)
    }
    if (opensStratum[g] === 1) {
      all.clear()
      leaving = groupStart[g]! - 1
    }
  }
}

class ThirdMoments {
  total = 0
  readonly first: Float64Array
  readonly second: Float64Array
  readonly third: Float64Array

  private readonly x: Float64Array
  private readonly n: number
  readonly p: number

  constructor({ x, n, p }: CoxData) {
    this.x = x
    this.n = n
    this.p = p
    this.first = new Float64Array(p)
    this.second = new Float64Array(p * p)
    this.third = new Float64Array(p * p * p)
  }

  clear(): void {
    this.total = 0
    this.first.fill(0)
    this.second.fill(0)
    this.third.fill(0)
  }

  add(place: number, risk: number): void {
    const { x, n, p } = this
    this.total += risk
    for (let i = 0; i < p; i++) {
      const one = risk * x[i * n + place]!
      this.first[i]! += one
      for (let j = 0; j < p; j++) {
        const two = one * x[j * n + place]!
        this.second[i * p + j]! += two
        for (let k = 0; k < p; k++) this.third[(i * p + j) * p + k]! += two * x[k * n + place]!
      }
    }
  }
}

function addThirdMoment(
  score: Float64Array,
  all: ThirdMoments,
  dying: ThirdMoments,
  share: number,
  inverse: Float64Array,
  factor: number,
): void {
  const { p } = all
  const total = all.total - share * dying.total
  const first = (i: number): number => (all.first[i]! - share * dying.first[i]!) / total
  const second = (i: number, j: number): number => (all.second[i * p + j]! - share * dying.second[i * p + j]!) / total
  for (let k = 0; k < p; k++) {
    let trace = 0
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        const at = (i * p + j) * p + k
        const third = (all.third[at]! - share * dying.third[at]!) / total
        const crossed = second(i, j) * first(k) + second(i, k) * first(j) + second(j, k) * first(i)
        trace += inverse[i * p + j]! * (third - crossed + 2 * first(i) * first(j) * first(k))
      }
    }
    score[k]! += factor * trace
  }
}
