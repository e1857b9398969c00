import type { Maximum } from '../numeric/maximize-likelihood.js'
import { factorSymmetric, invertFactored } from '../numeric/solve-symmetric.js'
import type { LogisticData } from './logistic-data.js'
import { respondInTile } from './logistic-tile.js'
import { rowTile } from './row-tile.js'

// What a column shares with the others, 1 less this, from which on the sums of products have lost digits that count.
const NEARLY_COLLINEAR = 1e-4

/**
 * The inverse information of a logistic fit, on the scaled covariates, to the digits that its rows hold. X'WX loses
 * twice the digits that nearly collinear columns have in common. So the rows are written in the columns of B, C = B B'
 * the covariance found, in which the information is nearly 1; it is summed there anew as M, and B M^-1 B' is the
 * inverse (as in CholeskyQR2, Yamamoto et al. 2015). Where no column is nearly collinear, C itself.
 */
export const refineCovariance = (data: LogisticData, { beta, covariance, aliased }: Maximum): Float64Array => {
  const { p } = data
  const basis = covariance.slice()
  const skipped = aliased.slice()
  factorSymmetric(basis, p, skipped, 0)
  const isNear = skipped.some((flag, j) => flag === 0 && basis[j * p + j]! < NEARLY_COLLINEAR * covariance[j * p + j]!)
  if (!isNear) return covariance
  const root = Float64Array.from({ length: p }, (_, j) => (skipped[j] === 1 ? 0 : Math.sqrt(basis[j * p + j]!)))
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) basis[i * p + j] = (i === j ? 1 : basis[i * p + j]!) * root[j]!
  const information = sumInBasis(data, beta, basis)
  factorSymmetric(information, p, skipped, 0)
  const inverse = invertFactored(information, p, skipped)
  return Float64Array.from({ length: p * p }, (_, index) => {
    const row = Math.floor(index / p)
    const column = index % p
    let value = 0
    for (let i = 0; i <= row; i++)
      for (let j = 0; j <= column; j++) value += basis[row * p + i]! * inverse[i * p + j]! * basis[column * p + j]!
    return value
  })
}

const sumInBasis = (data: LogisticData, beta: Float64Array, basis: Float64Array): Float64Array => {
  const { n, p, tile, intercept } = data
  const { factor } = data.covariates
  const first = intercept ? 1 : 0
  const slopes = factor.map((unit, j) => beta[j + first]! * unit)
  const row = new Float64Array(p).fill(1)
  const inBasis = new Float64Array(p)
  const information = new Float64Array(p * p)
  const total = { logLikelihood: 0, residuals: 0, weights: 0 }
  for (let from = 0; from < n; from += tile) {
    const rows = Math.min(tile, n - from)
    respondInTile(data, from, rows, intercept ? beta[0]! : 0, slopes, total)
    for (let k = 0; k < rows; k++) {
      for (let j = first; j < p; j++) row[j] = rowTile.columns[(j - first) * tile + k]! * factor[j - first]!
      for (let j = 0; j < p; j++) {
        let value = 0
        for (let i = j; i < p; i++) value += row[i]! * basis[i * p + j]!
        inBasis[j] = value
      }
      const weight = rowTile.weight[k]!
      for (let i = 0; i < p; i++)
        for (let j = 0; j <= i; j++) information[i * p + j]! += weight * inBasis[i]! * inBasis[j]!
    }
  }
  return information
}
