import { hashRows } from '../numeric/row-hash.js'
import { orderRows } from '../survival/order-rows.js'
import type { CompetingInput } from './competing-input.js'
import { checkCompetingInput, requireCause } from './competing-input.js'
import { InvalidInput, requireFinite, requireSameLength } from '../errors.js'

/** What a Fine-Gray model is fitted to. */
export interface FineGrayInput extends CompetingInput {
  readonly covariates: readonly Float64Array[]
  readonly terms?: readonly string[]
}

/**
 * What the probability of not yet being censored is for rows with time 0: `cmprsk` takes it after the censorings at 0
 * (its step function is asked at 0 itself), `left-limit` before them, as at every other time.
 */
export type ZeroTimes = 'cmprsk' | 'left-limit'

/** A Fine-Gray model's rows in the order of time, with G(t-), the probability of not yet being censored, at each. */
export interface FineGrayData {
  readonly n: number
  readonly p: number
  readonly order: Uint32Array
  readonly time: Float64Array
  /** 1 the cause of interest, 2 any other, 0 censored. */
  readonly kind: Uint8Array
  readonly uncensored: Float64Array
  readonly x: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
  /** First place of each group of tied times, then n. */
  readonly groupStart: readonly number[]
  readonly events: number
}

/** Checks and sorts a Fine-Gray model's rows. */
export const prepareFineGray = (input: FineGrayInput, cause: number, zeroTimes: ZeroTimes = 'cmprsk'): FineGrayData => {
  checkCompetingInput(input)
  requireCause(cause)
  const n = input.time.length
  const p = input.covariates.length
  input.covariates.forEach((column, j) => {
    requireSameLength(input.terms?.[j] ?? `covariate ${j}`, n, column.length)
    requireFinite(input.terms?.[j] ?? `covariate ${j}`, column)
  })
  const { order, time } = orderRows(input.time, [input.cause, hashRows(n, input.covariates), ...input.covariates])
  const kind = Uint8Array.from(order, row => (input.cause[row] === 0 ? 0 : input.cause[row] === cause ? 1 : 2))
  const groupStart: number[] = []
  for (let k = 0; k < n; k++) if (k === 0 || time[k] !== time[k - 1]) groupStart.push(k)
  groupStart.push(n)
  const { x, centre, scale } = standardize(input.covariates, order)
  const events = kind.reduce((sum, own) => sum + (own === 1 ? 1 : 0), 0)
  return {
    n,
    p,
    order,
    time,
    kind,
    uncensored: censoringSurvival(kind, groupStart, zeroTimes === 'cmprsk' && time[0] === 0),
    x,
    centre,
    scale,
    groupStart,
    events,
  }
}

// The Kaplan-Meier estimate of the censoring distribution just before each time, at the first one perhaps after it.
const censoringSurvival = (kind: Uint8Array, groupStart: readonly number[], firstAfter: boolean): Float64Array => {
  const n = kind.length
  const before = new Float64Array(n)
  let survival = 1
  for (let g = 0; g + 1 < groupStart.length; g++) {
    let censored = 0
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) {
      before[k] = survival
      if (kind[k] === 0) censored++
    }
    const atRisk = n - groupStart[g]!
    survival *= (atRisk - censored) / atRisk
    if (g === 0 && firstAfter) before.fill(survival, 0, groupStart[1])
  }
  return before
}

const standardize = (
  covariates: readonly Float64Array[],
  order: Uint32Array,
): { readonly x: Float64Array; readonly centre: Float64Array; readonly scale: Float64Array } => {
  const n = order.length
  const p = covariates.length
  const x = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  covariates.forEach((column, j) => {
    let total = 0
    for (const row of order) total += column[row]!
    const mean = total / n
    let squares = 0
    for (const row of order) squares += (column[row]! - mean) ** 2
    const spread = Math.sqrt(squares / n)
    if (!Number.isFinite(spread)) throw new InvalidInput(`covariate ${j} has values too far apart to be squared`)
    centre[j] = mean
    scale[j] = spread > 1e-14 * Math.abs(mean) ? spread : 1
    const factor = spread > 1e-14 * Math.abs(mean) ? 1 / spread : 0
    order.forEach((row, k) => {
      x[k * p + j] = (column[row]! - mean) * factor
    })
  })
  return { x, centre, scale }
}
