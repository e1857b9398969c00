import { factorSymmetric, invertFactored, logDeterminant } from '../numeric/solve-symmetric.js'
import type { CoxData } from './cox-data.js'
import type { PartialLikelihood, Ties } from './partial-likelihood.js'
import { RiskMoments } from './risk-moments.js'

/**
 * Adds Firth's (1993) penalty, half the log determinant of the information, to a partial likelihood and its score
 * (Heinze and Schemper 2001): half the trace of the inverse information times its derivative, which is the risk sets'
 * third central moment. Keeps coefficients finite where an arm has no event.
 */
export const addFirthPenalty = (data: CoxData, ties: Ties, at: PartialLikelihood): void => {
  const { p } = data
  const factor = at.information.slice()
  const aliased = new Uint8Array(p)
  factorSymmetric(factor, p, aliased, 2 ** -39)
  at.logLikelihood += logDeterminant(factor, p, aliased) / 2
  const inverse = invertFactored(factor, p, aliased)
  const { weight, copies, groupStart, eventEnd, opensStratum } = data
  const all = new RiskMoments(data, at.risk, 3)
  const dying = new RiskMoments(data, at.risk, 3)
  for (let g = opensStratum.length - 1; g >= 0; g--) {
    const from = groupStart[g]!
    const events = eventEnd[g]!
    all.goBackTo(g)
    all.addRows(from, groupStart[g + 1]!)
    dying.clear()
    dying.addRows(from, events)
    let deaths = 0
    let deathWeight = 0
    for (let k = from; k < events; k++) {
      deaths += copies === null ? 1 : copies[k]!
      deathWeight += weight === null ? 1 : weight[k]!
    }
    for (let d = 0; d < deaths; d++) {
      const share = ties === 'breslow' ? 0 : d / deaths
      addThirdMoment(at.score, p, all, dying, share, inverse, deathWeight / deaths / 2)
    }
  }
}

const addThirdMoment = (
  score: Float64Array,
  p: number,
  all: RiskMoments,
  dying: RiskMoments,
  share: number,
  inverse: Float64Array,
  factor: number,
): void => {
  const total = all.total - share * dying.total
  const first = (i: number): number => (all.first(i) - share * dying.first(i)) / total
  const second = (i: number, j: number): number => (all.second(i, j) - share * dying.second(i, j)) / total
  for (let k = 0; k < p; k++) {
    let trace = 0
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        const third = (all.third(i, j, k) - share * dying.third(i, j, k)) / total
        const crossed = second(i, j) * first(k) + second(i, k) * first(j) + second(j, k) * first(i)
        trace += inverse[i * p + j]! * (third - crossed + 2 * first(i) * first(j) * first(k))
      }
    }
    score[k]! += factor * trace
  }
}
