import { factorSymmetric, invertFactored, logDeterminant } from '../numeric/solve-symmetric.js'
import type { LogisticData } from './logistic-data.js'
import { meanInTile, respondInTile } from './logistic-tile.js'
import { rowTile } from './row-tile.js'

/**
 * Firth's (1993) penalty of a logistic likelihood, half the log determinant of the information: returns it and adds its
 * gradient, the leverages times (1/2 - mean), to the score (Heinze and Schemper 2002). For one binary covariate it is
 * half a subject added to each cell.
 */
export const addFirthPenalty = (
  data: LogisticData,
  beta: Float64Array,
  score: Float64Array,
  information: Float64Array,
): number => {
  const { n, p, tile, intercept } = data
  const { factor } = data.covariates
  const triangle = information.slice()
  const aliased = new Uint8Array(p)
  factorSymmetric(triangle, p, aliased, 1e-12)
  const inverse = invertFactored(triangle, p, aliased)
  const first = intercept ? 1 : 0
  const slopes = factor.map((unit, j) => beta[j + first]! * unit)
  const row = new Float64Array(p).fill(1)
  const total = { logLikelihood: 0, residuals: 0, weights: 0 }
  for (let from = 0; from < n; from += tile) {
    const rows = Math.min(tile, n - from)
    respondInTile(data, from, rows, intercept ? beta[0]! : 0, slopes, total)
    for (let k = 0; k < rows; k++) {
      for (let j = first; j < p; j++) row[j] = rowTile.columns[(j - first) * tile + k]! * factor[j - first]!
      let leverage = 0
      for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) leverage += row[i]! * inverse[i * p + j]! * row[j]!
      leverage *= rowTile.weight[k]!
      const tilt = leverage * (0.5 - meanInTile(k, data.outcome[from + k]!))
      for (let j = 0; j < p; j++) score[j]! += tilt * row[j]!
    }
  }
  return logDeterminant(triangle, p, aliased) / 2
}
