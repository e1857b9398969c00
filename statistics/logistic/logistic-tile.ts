import { exponentiate } from '../numeric/exponential.js'
import type { LogisticData } from './logistic-data.js'
import { rowTile } from './row-tile.js'

// Constants of this module for compiled code, see row-tile.ts.
const { columns, weight } = rowTile
const against = new Float64Array(weight.length)
const odds = new Float64Array(weight.length)
const residual = new Float64Array(weight.length)
const sums = new Float64Array(2)

// Beyond e^35 nothing of the 1 in log(1 + odds) is left.
const ENDLESS = 1e15
const OVERFLOW = 700
const FULL = 1e280

/** What a tile adds to a logistic likelihood. */
export interface TileResponse {
  logLikelihood: number
  residuals: number
  weights: number
}

/**
 * Loads `rows` rows from row `from` on into the tile and computes, from their linear predictors (`slopes` a column,
 * after `constant`), the residuals and the weights mean (1 - mean), both times the case weights; adds to `total`. All
 * come from the odds of the outcome that was not seen, so that no digit is lost at either end.
 */
export const respondInTile = (
  data: LogisticData,
  from: number,
  rows: number,
  constant: number,
  slopes: Float64Array,
  total: TileResponse,
): void => {
  const { tile, covariates, outcome, offset } = data
  const q = slopes.length
  columns.set(covariates.x.subarray(from * q, (from + tile) * q))
  if (offset === null) against.fill(constant, 0, rows)
  else for (let k = 0; k < rows; k++) against[k] = constant + offset[from + k]!
  for (let j = 0; j < q; j += 2) {
    const last = j + 1 === q
    addColumns(j * tile, slopes[j]!, last ? j * tile : (j + 1) * tile, last ? 0 : slopes[j + 1]!, rows)
  }
  turnAgainst(outcome, from, rows)
  exponentiate(rows === odds.length ? odds : odds.subarray(0, rows))
  respond(outcome, from, rows)
  if (data.weight === null) total.logLikelihood -= logOfOdds(rows)
  else total.logLikelihood -= weighRows(data.weight, from, rows)
  total.residuals += sums[0]!
  total.weights += sums[1]!
}

/** Adds the tile's columns times its residuals to the score. */
export const addTileScore = (rows: number, stride: number, score: Float64Array): void => {
  for (let j = 0; j < score.length; j += 2) {
    const last = j + 1 === score.length
    sumResiduals(j * stride, last ? j * stride : (j + 1) * stride, rows)
    score[j]! += sums[0]!
    if (!last) score[j + 1]! += sums[1]!
  }
}

/** The fitted probability of the tile's row k, whose outcome was `outcome`. */
export const meanInTile = (k: number, outcome: number): number => {
  const seen = 1 / (1 + odds[k]!)
  return outcome === 1 ? seen : odds[k]! * seen
}

const addColumns = (a: number, slopeA: number, b: number, slopeB: number, rows: number): void => {
  for (let k = 0; k < rows; k++)
    against[k] = against[k]! + (slopeA * columns[(a + k) | 0]! + slopeB * columns[(b + k) | 0]!)
}

// Makes the linear predictors the log odds of the outcome that was not seen; multiplied, for a branch on an outcome is
// guessed wrong too often.
const turnAgainst = (outcome: Uint8Array, from: number, rows: number): void => {
  for (let k = 0; k < rows; k++) {
    const turned = (1 - 2 * outcome[from + k]!) * against[k]!
    against[k] = turned
    odds[k] = turned > OVERFLOW ? OVERFLOW : turned
  }
}

const respond = (outcome: Uint8Array, from: number, rows: number): void => {
  let residuals = 0
  let weights = 0
  for (let k = 0; k < rows; k++) {
    const seen = 1 / (1 + odds[k]!)
    const other = odds[k]! * seen
    const r = (2 * outcome[from + k]! - 1) * other
    const w = other * seen
    residual[k] = r
    weight[k] = w
    residuals += r
    weights += w
  }
  sums[0] = residuals
  sums[1] = weights
}

// The sum of log(1 + odds) is the log of a product: one logarithm for many rows. The product less 1 is kept, so that
// small odds lose no digits.
const logOfOdds = (rows: number): number => {
  let product = 0
  let total = 0
  for (let k = 0; k < rows; k++) {
    if (odds[k]! > ENDLESS) {
      total += against[k]!
      continue
    }
    product += odds[k]! * (1 + product)
    if (product > FULL) {
      total += Math.log1p(product)
      product = 0
    }
  }
  return total + Math.log1p(product)
}

const weighRows = (caseWeight: Float64Array, from: number, rows: number): number => {
  let total = 0
  let residuals = 0
  let weights = 0
  for (let k = 0; k < rows; k++) {
    const w = caseWeight[from + k]!
    total += w * (odds[k]! > ENDLESS ? against[k]! : Math.log1p(odds[k]!))
    residual[k] = w * residual[k]!
    weight[k] = w * weight[k]!
    residuals += residual[k]!
    weights += weight[k]!
  }
  sums[0] = residuals
  sums[1] = weights
  return total
}

const sumResiduals = (a: number, b: number, rows: number): void => {
  let u = 0
  let v = 0
  for (let k = 0; k < rows; k++) {
    const r = residual[k]!
    u += r * columns[(a + k) | 0]!
    v += r * columns[(b + k) | 0]!
  }
  sums[0] = u
  sums[1] = v
}
