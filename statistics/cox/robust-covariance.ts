import { crossCodes } from '../numeric/index-codes.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import type { CoxData } from './cox-data.js'

/** A sum of squares over clusters, and how it was put together where rows are clustered two ways. */
export interface ClusterSquares {
  /** p x p, row-major. */
  readonly matrix: Float64Array
  /** What the two clusterings share was not taken off, because what is left would be no covariance. */
  readonly sharedKept: boolean
}

/**
 * The robust (sandwich) covariance D'D of Lin and Wei (1989): D holds the weighted dfbeta residuals, summed over
 * each cluster, without a small-sample factor. On the scaled covariates. Agrees with R `coxph(cluster = , robust =
 * TRUE)`.
 */
export const robustCovariance = (
  data: CoxData,
  residuals: Float64Array,
  covariance: Float64Array,
  aliased: Uint8Array,
): ClusterSquares =>
  overClusterings(data, aliased, cluster => squares(times(clusterSums(data, residuals, cluster), covariance), data.p))

/**
 * The robust score test at coefficients 0: u'(R'R)^-1 u with R the weighted score residuals summed by cluster and u
 * their total.
 */
export const robustScoreStatistic = (data: CoxData, residuals: Float64Array, aliased: Uint8Array): number => {
  const { n, p, weight } = data
  const { matrix } = overClusterings(data, aliased, cluster => squares(clusterSums(data, residuals, cluster), p))
  const total = new Float64Array(p)
  for (let k = 0; k < n; k++) {
    const w = weight === null ? 1 : weight[k]!
    for (let j = 0; j < p; j++) total[j] = total[j]! + w * residuals[k * p + j]!
  }
  const skipped = aliased.slice()
  factorSymmetric(matrix, p, skipped, 1e-14)
  const solved = total.slice()
  solveFactored(matrix, p, skipped, solved)
  let statistic = 0
  for (let j = 0; j < p; j++) statistic += solved[j]! * total[j]!
  return statistic
}

// Two ways: the one clustering and the other less both together (Cameron, Gelbach and Miller 2011), each as R gives it
// for one. Where that difference is no covariance nothing is taken off, which errs to the safe side (Davezies,
// D'Haultfoeuille and Guyonvarch 2021).
const overClusterings = (
  { cluster, secondCluster, p }: CoxData,
  aliased: Uint8Array,
  squaresOf: (cluster: Int32Array | null) => Float64Array,
): ClusterSquares => {
  const first = squaresOf(cluster)
  if (cluster === null || secondCluster === null) return { matrix: first, sharedKept: false }
  const second = squaresOf(secondCluster)
  const shared = squaresOf(crossCodes(cluster, secondCluster))
  const together = first.map((value, k) => value + second[k]!)
  const matrix = together.map((value, k) => value - shared[k]!)
  const lost = aliased.slice()
  factorSymmetric(matrix.slice(), p, lost, NO_COVARIANCE)
  const isCovariance = lost.every((flag, j) => flag === aliased[j])
  return isCovariance ? { matrix, sharedKept: false } : { matrix: together, sharedKept: true }
}

// A pivot below this share of its own variance is what rounding leaves of a difference.
const NO_COVARIANCE = 1e-10

/** How many clusters there are, which are numbered from 0. */
export const countClusters = (cluster: Int32Array): number => {
  let most = -1
  for (let k = 0; k < cluster.length; k++) if (cluster[k]! > most) most = cluster[k]!
  return most + 1
}

const clusterSums = (data: CoxData, residuals: Float64Array, cluster: Int32Array | null): Float64Array => {
  const { n, p, weight, copies, rowStart } = data
  const sums = new Float64Array((cluster === null ? n : countClusters(cluster)) * p)
  for (let k = 0; k < n; k++) {
    const w = weight === null ? 1 : copies === null ? weight[k]! : weight[k]! / copies[k]!
    const end = rowStart === null ? k + 1 : rowStart[k + 1]!
    for (let at = rowStart === null ? k : rowStart[k]!; at < end; at++) {
      const to = (cluster === null ? at : cluster[at]!) * p
      for (let j = 0; j < p; j++) sums[to + j] = sums[to + j]! + w * residuals[k * p + j]!
    }
  }
  return sums
}

const times = (rows: Float64Array, matrix: Float64Array): Float64Array => {
  const p = Math.sqrt(matrix.length)
  const out = new Float64Array(rows.length)
  for (let c = 0; c < rows.length; c += p) {
    for (let i = 0; i < p; i++) {
      let value = 0
      for (let j = 0; j < p; j++) value += rows[c + j]! * matrix[j * p + i]!
      out[c + i] = value
    }
  }
  return out
}

const squares = (rows: Float64Array, p: number): Float64Array => {
  const out = new Float64Array(p * p)
  for (let c = 0; c < rows.length; c += p)
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) out[i * p + j]! += rows[c + i]! * rows[c + j]!
  return out
}
