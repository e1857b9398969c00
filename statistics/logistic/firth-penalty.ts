import { factorSymmetric, invertFactored, logDeterminant } from '../numeric/solve-symmetric.js'
import type { LogisticData } from './logistic-data.js'

/**
 * Firth's (1993) penalty of a logistic likelihood, half the log determinant of the information: returns it and adds its
 * gradient, the leverages times (1/2 - mean), to the score (Heinze and Schemper 2002). For one binary covariate it is
 * half a subject added to each cell.
 */
export function addFirthPenalty(
  data: LogisticData,
  beta: Float64Array,
  score: Float64Array,
  information: Float64Array,
): number {
  const { n, p, x, weight, offset } = data
  const factor = information.slice()
  const aliased = new Uint8Array(p)
  factorSymmetric(factor, p, aliased, 1e-12)
  const inverse = invertFactored(factor, p, aliased)
  for (let k = 0; k < n; k++) {
    const at = k * p
    let eta = offset === null ? 0 : offset[k]!
    for (let j = 0; j < p; j++) eta += x[at + j]! * beta[j]!
    const mean = 1 / (1 + Math.exp(-eta))
    let leverage = 0
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) leverage += x[at + i]! * inverse[i * p + j]! * x[at + j]!
    leverage *= (weight === null ? 1 : weight[k]!) * mean * (1 - mean)
    for (let j = 0; j < p; j++) score[j]! += leverage * (0.5 - mean) * x[at + j]!
  }
  return logDeterminant(factor, p, aliased) / 2
}
