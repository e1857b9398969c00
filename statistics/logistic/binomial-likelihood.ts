import type { LogisticData } from './logistic-data.js'
import type { TileResponse } from './logistic-tile.js'
import { addTileScore, respondInTile } from './logistic-tile.js'
import { addWeightedTile } from './tile-products.js'

/**
 * The binomial log likelihood with logit link at the scaled coefficients `beta`, of the first `rows` rows; fills the
 * score and, unless it is null, the information (p x p, row-major). One pass over the tiles.
 */
export const binomialLikelihood = (
  data: LogisticData,
  rows: number,
  beta: Float64Array,
  score: Float64Array,
  information: Float64Array | null,
): number => {
  const { p, tile, intercept, covariates } = data
  const { factor } = covariates
  const first = intercept ? 1 : 0
  const q = p - first
  const slopes = factor.map((unit, j) => beta[j + first]! * unit)
  const gradient = new Float64Array(q)
  const totals = new Float64Array(q)
  const products = new Float64Array(q * q)
  const total: TileResponse = { logLikelihood: 0, residuals: 0, weights: 0 }
  for (let from = 0; from < rows; from += tile) {
    const many = Math.min(tile, rows - from)
    respondInTile(data, from, many, intercept ? beta[0]! : 0, slopes, total)
    addTileScore(many, tile, gradient)
    if (information !== null) addWeightedTile(many, tile, q, products, totals)
  }
  if (intercept) score[0] = total.residuals
  for (let j = 0; j < q; j++) score[j + first] = gradient[j]! * factor[j]!
  if (information !== null) fillInformation(information, p, products, totals, total.weights, factor)
  return total.logLikelihood
}

// The intercept's row and column, where there is one, are the weighted totals.
const fillInformation = (
  information: Float64Array,
  p: number,
  products: Float64Array,
  totals: Float64Array,
  weights: number,
  factor: Float64Array,
): void => {
  const q = factor.length
  const first = p - q
  if (first === 1) information[0] = weights
  for (let i = 0; i < q; i++) {
    const row = (i + first) * p
    if (first === 1) information[row] = information[i + 1] = totals[i]! * factor[i]!
    for (let j = 0; j <= i; j++) {
      const product = products[i * q + j]! * factor[i]! * factor[j]!
      information[row + j + first] = information[(j + first) * p + i + first] = product
    }
  }
}
