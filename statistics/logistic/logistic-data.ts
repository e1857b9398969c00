import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import type { TiledCovariates } from './lay-in-tiles.js'
import { layInTiles } from './lay-in-tiles.js'
import { placeByContents } from './order-by-contents.js'
import { rowsOfTile, TILE_COLUMNS } from './row-tile.js'

/** What a logistic model is fitted to: `outcome` is 1 or 0 in each row. */
export interface LogisticInput {
  readonly outcome: Uint8Array
  readonly covariates: readonly Float64Array[]
  readonly terms?: readonly string[]
  readonly weights?: Float64Array
  readonly offset?: Float64Array
}

/** A logistic model's rows at places that their contents decide, its covariates in tiles (the intercept's left out). */
export interface LogisticData {
  readonly n: number
  /** Coefficients, the intercept's (the first) included. */
  readonly p: number
  readonly intercept: boolean
  readonly outcome: Uint8Array
  readonly events: number
  /** Sums of the case weights, 1 per row where there are none. */
  readonly weightOf: { readonly events: number; readonly others: number }
  /** Rows per tile. */
  readonly tile: number
  readonly covariates: TiledCovariates
  readonly weight: Float64Array | null
  readonly offset: Float64Array | null
}

/** Checks a logistic model's columns and puts the rows into an order that the file's does not change. */
export const prepareLogistic = (input: LogisticInput, intercept: boolean): LogisticData => {
  const { covariates, weights, offset } = input
  const n = input.outcome.length
  checkInput(input, n)
  const columns: (Uint8Array | Float64Array)[] = [input.outcome, ...covariates]
  if (weights !== undefined) columns.push(weights)
  if (offset !== undefined) columns.push(offset)
  const place = placeByContents(n, columns)
  const outcome = new Uint8Array(n)
  const events = bringOutcome(input.outcome, place, outcome)
  const weight = bring(weights, place)
  const tile = Math.min(n, rowsOfTile(covariates.length))
  const tiled = layInTiles(covariates, place, tile, intercept)
  covariates.forEach((column, j) => {
    if (!Number.isFinite(tiled.scale[j])) requireFinite(input.terms?.[j] ?? `covariate ${j}`, column)
  })
  return {
    n,
    p: covariates.length + (intercept ? 1 : 0),
    intercept,
    outcome,
    events,
    weightOf: weight === null ? { events, others: n - events } : sumWeights(weight, outcome),
    tile,
    covariates: tiled,
    weight,
    offset: bring(offset, place),
  }
}

// 0 stays 0, any other byte becomes 1; gives how many they are.
const bringOutcome = (outcome: Uint8Array, place: Uint32Array, into: Uint8Array): number => {
  let events = 0
  for (let i = 0; i < outcome.length; i++) {
    const happened = (outcome[i]! + 255) >> 8
    into[place[i]!] = happened
    events += happened
  }
  return events
}

const sumWeights = (
  weight: Float64Array,
  outcome: Uint8Array,
): { readonly events: number; readonly others: number } => {
  const sums = new Float64Array(2)
  for (let k = 0; k < weight.length; k++) sums[outcome[k]!]! += weight[k]!
  return { events: sums[1]!, others: sums[0]! }
}

const bring = (column: Float64Array | undefined, place: Uint32Array): Float64Array | null => {
  if (column === undefined) return null
  const brought = new Float64Array(place.length)
  for (let i = 0; i < place.length; i++) brought[place[i]!] = column[i]!
  return brought
}

const checkInput = (input: LogisticInput, n: number): void => {
  const { covariates, terms, weights, offset } = input
  if (n === 0) throw new EmptySample('a logistic model needs at least one row')
  if (covariates.length > TILE_COLUMNS) throw new InvalidInput(`more than ${TILE_COLUMNS} covariates`)
  covariates.forEach((column, j) => {
    requireSameLength(terms?.[j] ?? `covariate ${j}`, n, column.length)
  })
  if (terms !== undefined) requireSameLength('terms', covariates.length, terms.length)
  if (offset !== undefined) {
    requireSameLength('offset', n, offset.length)
    requireFinite('offset', offset)
  }
  if (weights === undefined) return
  requireSameLength('weights', n, weights.length)
  requireFinite('weights', weights)
  if (weights.some(weight => weight <= 0))
    throw new InvalidInput('case weights must be positive: leave out rows of weight 0')
}
