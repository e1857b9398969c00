import { type Column, realsOf } from '../numeric/column.js'
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
export const standardizeCovariates = (
  covariates: readonly Column[],
  arrangement: Rearrangement,
  n: number,
): StandardizedCovariates => {
  const p = covariates.length
  const x = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  covariates.forEach((column, j) => {
    arrangement.take(realsOf(column), x, j * n)
    const own = x.subarray(j * n, (j + 1) * n)
    const mean = sum(own) / n
    const spread = Math.sqrt(squaresAbout(own, mean) / n)
    const varies = spread > 1e-14 * Math.abs(mean)
    scaleAbout(own, mean, varies ? 1 / spread : 0)
    centre[j] = mean
    scale[j] = varies ? spread : 1
  })
  return { x, centre, scale }
}

/** The same of rows that are counted, column after column: means and deviations are those of all rows. */
export const standardizeCounted = (columns: readonly Float64Array[], copies: Uint32Array): StandardizedCovariates => {
  const n = copies.length
  const rows = copies.reduce((total, count) => total + count, 0)
  const x = new Float64Array(n * columns.length)
  const centre = new Float64Array(columns.length)
  const scale = new Float64Array(columns.length)
  columns.forEach((column, j) => {
    const mean = sumCounted(column, copies, value => value) / rows
    const spread = Math.sqrt(sumCounted(column, copies, value => (value - mean) ** 2) / rows)
    const varies = spread > 1e-14 * Math.abs(mean)
    const own = x.subarray(j * n, (j + 1) * n)
    own.set(column)
    scaleAbout(own, mean, varies ? 1 / spread : 0)
    centre[j] = mean
    scale[j] = varies ? spread : 1
  })
  return { x, centre, scale }
}

const sumCounted = (column: Float64Array, copies: Uint32Array, term: (value: number) => number): number => {
  let total = 0
  for (let k = 0; k < column.length; k++) total += copies[k]! * term(column[k]!)
  return total
}

const sum = (values: Float64Array): number => {
  let even = 0
  let odd = 0
  const last = values.length - 1
  for (let k = 0; k < last; k += 2) {
    even += values[k]!
    odd += values[k + 1]!
  }
  return values.length % 2 === 0 ? even + odd : even + odd + values[last]!
}

const squaresAbout = (values: Float64Array, mean: number): number => {
  let even = 0
  let odd = 0
  const last = values.length - 1
  for (let k = 0; k < last; k += 2) {
    const one = values[k]! - mean
    const other = values[k + 1]! - mean
    even += one * one
    odd += other * other
  }
  const rest = values.length % 2 === 0 ? 0 : values[last]! - mean
  return even + odd + rest * rest
}

const scaleAbout = (values: Float64Array, mean: number, factor: number): void => {
  for (let k = 0; k < values.length; k++) values[k] = (values[k]! - mean) * factor
}
