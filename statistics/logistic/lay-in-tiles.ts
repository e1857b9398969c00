import type { Rearrangement } from '../numeric/rearrange-columns.js'

/** Covariates in a model's order, tile by tile: value - centre; `scale` and `factor` bring them to unit size. */
export interface TiledCovariates {
  readonly x: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
  readonly factor: Float64Array
}


/**
 * Brings covariates into a model's order and centres them, so that no unit of measurement wears out the information's
 * digits. Without an intercept nothing is centred; neither is a column of zeros and ones: the little information of a
 * level whose outcomes are all alike would be lost, centred, in that of the intercept.
 */
export function layInTiles(
  covariates: readonly Float64Array[],
  arrangement: Rearrangement,
  n: number,
  tile: number,
  intercept: boolean,
): TiledCovariates {
  const q = covariates.length
  const first = intercept ? 1 : 0
  const x = new Float64Array(Math.ceil(n / tile) * tile * q)
  const centre = new Float64Array(q + first)
  const scale = new Float64Array(q + first).fill(1)
  const factor = new Float64Array(q + first).fill(1)
  const column = new Float64Array(n)
  covariates.forEach((covariate, j) => {
    arrangement.take(covariate, column, 0)
    const mean = intercept && !isIndicator(column) ? meanOf(column) : 0
    const spread = Math.sqrt(layColumn(column, mean, x, j * tile, tile, q * tile) / n)
    const varies = spread > 1e-14 * Math.abs(mean)
    centre[j + first] = mean
    scale[j + first] = varies ? spread : 1
    factor[j + first] = varies ? 1 / spread : 0
  })
  return { x, centre, scale, factor }
}

function isIndicator(column: Float64Array): boolean {
  for (let k = 0; k < column.length; k++) if (column[k] !== 0 && column[k] !== 1) return false
  return true
}

function meanOf(column: Float64Array): number {
  let [even, odd] = [0, 0]
  for (let k = 0; k + 1 < column.length; k += 2) {
    even += column[k]!
    odd += column[k + 1]!
  }
  return (even + odd + (column.length % 2 === 1 ? column[column.length - 1]! : 0)) / column.length
}

// Gives the sum of squares about the centre.
function layColumn(
  column: Float64Array,
  centre: number,
  x: Float64Array,
  at: number,
  tile: number,
  step: number,
): number {
  let squares = 0
  for (let from = 0; from < column.length; from += tile, at += step) {
    const rows = Math.min(tile, column.length - from)
    for (let k = 0; k < rows; k++) {
      const distance = column[from + k]! - centre
      x[at + k] = distance
      squares += distance * distance
    }
  }
  return squares
}
