import type { Rearrangement } from '../numeric/rearrange-columns.js'

/** Covariates in the order of a model's places, column after column: (value - centre) / scale. */
export interface StandardizedCovariates {
  readonly x: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
}

/**
 * Brings covariates into a model's order, centres them at their means and scales them by their standard deviations
 * (divisor n), so that no unit of measurement wears out the information's digits; one that does not vary becomes 0.
 */
export function standardizeCovariates(
  covariates: readonly Float64Array[],
  arrangement: Rearrangement,
  n: number,
): StandardizedCovariates {
  const p = covariates.length
  const x = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  covariates.forEach((column, j) => {
    arrangement.take(column, x, j * n)
    const own = x.subarray(j * n, (j + 1) * n)
    const mean = sum(own) / n
    const spread = Math.sqrt(centreAt(own, mean) / n)
    const varies = spread > 1e-14 * Math.abs(mean)
    multiplyBy(own, varies ? 1 / spread : 0)
    centre[j] = mean
    scale[j] = varies ? spread : 1
  })
  return { x, centre, scale }
}

function sum(values: Float64Array): number {
  let even = 0
  let odd = 0
  const pairs = values.length - (values.length % 2)
  for (let k = 0; k < pairs; k += 2) {
    even += values[k]!
    odd += values[k + 1]!
  }
  return pairs < values.length ? even + odd + values[pairs]! : even + odd
}

// Gives the sum of squares about the mean.
function centreAt(values: Float64Array, mean: number): number {
  let squares = 0
  for (let k = 0; k < values.length; k++) {
    const distance = values[k]! - mean
    values[k] = distance
    squares += distance * distance
  }
  return squares
}

function multiplyBy(values: Float64Array, factor: number): void {
  for (let k = 0; k < values.length; k++) values[k] = values[k]! * factor
}
