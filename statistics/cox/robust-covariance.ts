import type { CoxData } from './cox-data.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'

/**
 * The robust (sandwich) covariance D'D of Lin and Wei (1989): D holds the weighted dfbeta residuals, summed over
 * each cluster, without a small-sample factor. On the scaled covariates. Agrees with R `coxph(cluster = , robust =
 * TRUE)`.
 */
export function robustCovariance(data: CoxData, residuals: Float64Array, covariance: Float64Array): Float64Array {
  const { p } = data
  const sums = clusterSums(data, residuals)
  const rows = sums.length / p
  const out = new Float64Array(p * p)
  const d = new Float64Array(p)
  for (let c = 0; c < rows; c++) {
    for (let i = 0; i < p; i++) {
      let value = 0
      for (let j = 0; j < p; j++) value += sums[c * p + j]! * covariance[j * p + i]!
      d[i] = value
    }
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) out[i * p + j]! += d[i]! * d[j]!
  }
  return out
}

/**
 * The robust score test at coefficients 0: u'(R'R)^-1 u with R the weighted score residuals summed by cluster and u
 * their total.
 */
export function robustScoreStatistic(data: CoxData, residuals: Float64Array, aliased: Uint8Array): number {
  const { p } = data
  const sums = clusterSums(data, residuals)
  const rows = sums.length / p
  const square = new Float64Array(p * p)
  const total = new Float64Array(p)
  for (let c = 0; c < rows; c++) {
    for (let i = 0; i < p; i++) {
      const value = sums[c * p + i]!
      total[i]! += value
      for (let j = 0; j < p; j++) square[i * p + j]! += value * sums[c * p + j]!
    }
  }
  const skipped = aliased.slice()
  factorSymmetric(square, p, skipped, 1e-14)
  const solved = total.slice()
  solveFactored(square, p, skipped, solved)
  let statistic = 0
  for (let j = 0; j < p; j++) statistic += solved[j]! * total[j]!
  return statistic
}

function clusterSums(data: CoxData, residuals: Float64Array): Float64Array {
  const { n, p, weight, cluster } = data
  const codes = new Map<number, number>()
  if (cluster !== null) for (const code of [...new Set(cluster)].sort((a, b) => a - b)) codes.set(code, codes.size)
  const sums = new Float64Array((cluster === null ? n : codes.size) * p)
  for (let k = 0; k < n; k++) {
    const row = cluster === null ? k : (codes.get(cluster[k]!) as number)
    const w = weight === null ? 1 : weight[k]!
    for (let j = 0; j < p; j++) sums[row * p + j]! += w * residuals[k * p + j]!
  }
  return sums
}
