import { exponentiate } from '../numeric/exponential.js'
import type { CoxData } from './cox-data.js'

// Rows whose linear predictors stay in the cache while the columns are added.
const TILE = 256

/** Fills the risks weight * exp(linear predictor) of a stretch of places. */
export const fillRisk = (data: CoxData, beta: Float64Array, risk: Float64Array, from: number, to: number): void => {
  const { weight, offset } = data
  const own = risk.subarray(from, to)
  if (offset === null && beta.every(coefficient => coefficient === 0)) own.fill(1)
  else {
    if (offset === null) own.fill(0)
    else own.set(offset.subarray(from, to))
    addLinear(data, beta, risk, from, to)
    exponentiate(own)
  }
  if (weight !== null) for (let k = from; k < to; k++) risk[k] = risk[k]! * weight[k]!
}

// Three columns at a time.
const addLinear = ({ x, n, p }: CoxData, beta: Float64Array, eta: Float64Array, from: number, to: number): void => {
  for (let row = from; row < to; row += TILE) {
    const end = Math.min(to, row + TILE)
    let j = 0
    for (; j + 3 <= p; j += 3) addThree(x, j * n, n, beta[j]!, beta[j + 1]!, beta[j + 2]!, eta, row, end)
    for (; j < p; j++) addOne(x, j * n, beta[j]!, eta, row, end)
  }
}

const addThree = (
  x: Float64Array,
  first: number,
  n: number,
  b1: number,
  b2: number,
  b3: number,
  eta: Float64Array,
  from: number,
  to: number,
): void => {
  const second = first + n
  const third = second + n
  for (let k = from; k < to; k++)
    eta[k] = eta[k]! + b1 * x[(first + k) | 0]! + b2 * x[(second + k) | 0]! + b3 * x[(third + k) | 0]!
}

const addOne = (x: Float64Array, first: number, b: number, eta: Float64Array, from: number, to: number): void => {
  for (let k = from; k < to; k++) eta[k] = eta[k]! + b * x[(first + k) | 0]!
}
