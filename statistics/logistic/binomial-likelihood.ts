import { addWeightedTile } from '../numeric/weighted-cross-products.js'
import type { LogisticData } from './logistic-data.js'
import type { TileResponse } from './logistic-tile.js'
import { addTileScore, respondInTile } from './logistic-tile.js'

/**
 * The binomial log likelihood with logit link at the scaled coefficients `beta`, of the first `rows` rows; fills score
 * and information (p x p, row-major). One pass over the tiles.
 */
export function binomialLikelihood(
  data: LogisticData,
  rows: number,
  beta: Float64Array,
  score: Float64Array,
  information: Float64Array,
): number {
  const { p, tile, intercept, factor } = data
  const first = intercept ? 1 : 0
  const q = p - first
  const slopes = new Float64Array(q)
  for (let j = 0; j < q; j++) slopes[j] = beta[j + first]! * factor[j + first]!
  const gradient = new Float64Array(q)
  const totals = new Float64Array(q)
  const products = new Float64Array(q * q)
  const total: TileResponse = { logLikelihood: 0, residuals: 0, weights: 0 }
  for (let from = 0; from < rows; from += tile) {
    const many = Math.min(tile, rows - from)
    respondInTile(data, from, many, intercept ? beta[0]! : 0, slopes, total)
    addTileScore(many, tile, gradient)
    addWeightedTile(many, tile, q, products, totals)
  }
  for (let i = 0; i < q; i++) {
    const row = i + first
    score[row] = gradient[i]! * factor[row]!
    if (intercept) information[row * p] = information[row] = totals[i]! * factor[row]!
    for (let j = 0; j <= i; j++) {
      const column = j + first
      const product = products[i * q + j]! * factor[row]! * factor[column]!
      information[row * p + column] = information[column * p + row] = product
    }
  }
  if (intercept) {
    score[0] = total.residuals
    information[0] = total.weights
  }
  return total.logLikelihood
}
