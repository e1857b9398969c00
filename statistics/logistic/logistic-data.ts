import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import { rearrangeBy } from '../numeric/rearrange-columns.js'
import { rowsOfTile, TILE_COLUMNS } from '../numeric/row-tile.js'
import { orderByContents } from './order-by-contents.js'
import { layInTiles } from './lay-in-tiles.js'

/** What a logistic model is fitted to: `outcome` 1 or 0 a row. */
export interface LogisticInput {
  readonly outcome: Uint8Array
  readonly covariates: readonly Float64Array[]
  readonly terms?: readonly string[]
  readonly weights?: Float64Array
  readonly offset?: Float64Array
}

/** A logistic model's rows in an order that their contents decide, its covariates centred, tile by tile. */
export interface LogisticData {
  readonly n: number
  /** Coefficients, the intercept's (the first) included. */
  readonly p: number
  readonly intercept: boolean
  readonly outcome: Uint8Array
  /** Rows a tile. */
  readonly tile: number
  /** Tile after tile, in each column after column: value - centre, without the intercept's column. */
  readonly x: Float64Array
  /** Of each coefficient's column; an intercept's is 0. */
  readonly centre: Float64Array
  /** Root mean square about the centre; 1 for the intercept and a column that does not vary. */
  readonly scale: Float64Array
  /** 1 / scale, 0 for a column that does not vary. */
  readonly factor: Float64Array
  readonly weight: Float64Array | null
  readonly offset: Float64Array | null
}

/** Checks a logistic model's columns and puts the rows into an order that the file's does not change. */
export function prepareLogistic(input: LogisticInput, intercept: boolean): LogisticData {
  const { covariates, weights, offset } = input
  const n = input.outcome.length
  checkInput(input, n)
  const columns: (Uint8Array | Float64Array)[] = [input.outcome, ...covariates]
  if (weights !== undefined) columns.push(weights)
  if (offset !== undefined) columns.push(offset)
  const order = orderByContents(n, columns)
  const arrangement = rearrangeBy(order)
  const gather = (column: Float64Array | undefined): Float64Array | null => {
    if (column === undefined) return null
    const sorted = new Float64Array(n)
    arrangement.take(column, sorted, 0)
    return sorted
  }
  const outcome = new Uint8Array(n)
  for (let k = 0; k < n; k++) outcome[k] = input.outcome[order[k]!] === 0 ? 0 : 1
  const p = covariates.length + (intercept ? 1 : 0)
  const tile = Math.min(n, rowsOfTile(covariates.length))
  return {
    n,
    p,
    intercept,
    outcome,
    tile,
    ...layInTiles(covariates, arrangement, n, tile, intercept),
    weight: gather(weights),
    offset: gather(offset),
  }
}

function checkInput(input: LogisticInput, n: number): void {
  const { covariates, terms, weights, offset } = input
  if (n === 0) throw new EmptySample('a logistic model needs at least one row')
  if (covariates.length > TILE_COLUMNS) throw new InvalidInput(`more than ${TILE_COLUMNS} covariates`)
  covariates.forEach((column, j) => {
    requireSameLength(terms?.[j] ?? `covariate ${j}`, n, column.length)
    requireFinite(terms?.[j] ?? `covariate ${j}`, column)
  })
  if (terms !== undefined) requireSameLength('terms', covariates.length, terms.length)
  if (offset !== undefined) requireFinite('offset', offset)
  if (weights === undefined) return
  requireSameLength('weights', n, weights.length)
  requireFinite('weights', weights)
  if (weights.some((weight) => weight <= 0))
    throw new InvalidInput('case weights must be positive: leave out rows of weight 0')
}
