import { SAMPLED } from './order-by-contents.js'
import { rowTile } from './row-tile.js'

/** Covariates at a model's places, tile by tile: value - centre; `factor` brings a column to unit size. */
export interface TiledCovariates {
  /** Tile after tile, in each column after column. */
  readonly x: Float64Array
  readonly centre: Float64Array
  /** Root mean square about the centre; 1 for a column that does not vary. */
  readonly scale: Float64Array
  /** 1 / scale; 0 for a column that does not vary. */
  readonly factor: Float64Array
}

// Constants of this module for compiled code, see row-tile.ts.
const { columns } = rowTile
const turned = new Float64Array(columns.length)
const BLOCK = 512

/**
 * Brings covariates to the places of a model's rows and centres them near their means, so that no unit of measurement
 * wears out the information's digits. Rows are laid side by side first, one jump through memory per row and not one per
 * value; then each tile is turned into columns.
 */
export const layInTiles = (
  covariates: readonly Float64Array[],
  place: Uint32Array,
  tile: number,
  centred: boolean,
): TiledCovariates => {
  const n = place.length
  const q = covariates.length
  const x = new Float64Array(Math.ceil(n / tile) * tile * q)
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(n, from + BLOCK)
    for (let j = 0; j < q; j++) dealColumn(covariates[j]!, place, from, to, x, q, j)
  }
  const middle = middles(x, n, q)
  const centre = middle.map((value, j) => (centred && !isIndicator(covariates[j]!) ? value : 0))
  const squares = new Float64Array(q)
  for (let from = 0; from < n; from += tile) {
    const own = x.subarray(from * q, (from + tile) * q)
    columns.set(own)
    for (let j = 0; j < q; j++) squares[j]! += turnColumn(Math.min(tile, n - from), q, j, centre[j]!, j * tile)
    own.set(turned.subarray(0, own.length))
  }
  const spread = squares.map(sum => Math.sqrt(sum / n))
  const constant = (j: number): boolean => spread[j]! <= 1e-14 * Math.abs(centre[j]!)
  return {
    x,
    centre,
    scale: spread.map((value, j) => (constant(j) ? 1 : value)),
    factor: spread.map((value, j) => (constant(j) ? 0 : 1 / value)),
  }
}

const dealColumn = (
  column: Float64Array,
  place: Uint32Array,
  from: number,
  to: number,
  x: Float64Array,
  q: number,
  j: number,
): void => {
  for (let i = from; i < to; i++) x[place[i]! * q + j] = column[i]!
}

// A column of zeros and ones is left where it is: the little information of a level whose outcomes are all alike would
// be lost, centred, in that of the intercept. (Its own square is no other number: one comparison, always foreseen.)
const isIndicator = (column: Float64Array): boolean => {
  for (let i = 0; i < column.length; i++) if (column[i]! * column[i]! !== column[i]) return false
  return true
}

// The means of the first eighth of the places, within 3 standard deviations of the whole means whatever the values;
// taken about the first values, they are exact for a column that does not vary.
const middles = (x: Float64Array, n: number, q: number): Float64Array => {
  const rows = Math.ceil(n / SAMPLED)
  const first = x.slice(0, q)
  const total = new Float64Array(q)
  sumAbout(first, x, rows * q, total)
  return first.map((value, j) => value + total[j]! / rows)
}

const sumAbout = (first: Float64Array, x: Float64Array, length: number, total: Float64Array): void => {
  const q = first.length
  for (let at = 0; at < length;) for (let j = 0; j < q; j++, at++) total[j] = total[j]! + (x[at]! - first[j]!)
}

// Gives the sum of squares about the centre.
const turnColumn = (rows: number, q: number, j: number, centre: number, to: number): number => {
  let squares = 0
  for (let k = 0, from = j; k < rows; k++, from += q) {
    const distance = columns[from]! - centre
    turned[to + k] = distance
    squares += distance * distance
  }
  return squares
}
