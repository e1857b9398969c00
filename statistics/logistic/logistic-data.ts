import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import { compareRows, hashRows } from '../numeric/row-hash.js'
import { identityOrder, radixSortByWord } from '../numeric/radix-sort.js'

/** What a logistic model is fitted to: `outcome` 1 or 0 a row. */
export interface LogisticInput {
  readonly outcome: Uint8Array
  readonly covariates: readonly Float64Array[]
  readonly terms?: readonly string[]
  readonly weights?: Float64Array
  readonly offset?: Float64Array
}

/** A logistic model's rows in the order of their contents, covariates centred and scaled, the intercept first. */
export interface LogisticData {
  readonly n: number
  /** Columns of x, the intercept's included. */
  readonly p: number
  readonly intercept: boolean
  readonly order: Uint32Array
  readonly outcome: Uint8Array
  /** n x p, row-major. */
  readonly x: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
  readonly weight: Float64Array | null
  readonly offset: Float64Array | null
}

/** Checks a logistic model's columns and puts the rows into an order that the file's does not change. */
export function prepareLogistic(input: LogisticInput, intercept: boolean): LogisticData {
  const n = input.outcome.length
  checkInput(input, n)
  const order = contentOrder(input, n)
  const p = input.covariates.length + (intercept ? 1 : 0)
  const x = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p).fill(1)
  const first = intercept ? 1 : 0
  if (intercept) for (let k = 0; k < n; k++) x[k * p] = 1
  input.covariates.forEach((column, j) => standardizeColumn(column, order, x, p, j + first, intercept, centre, scale))
  const outcome = new Uint8Array(n)
  for (let k = 0; k < n; k++) outcome[k] = input.outcome[order[k]!] === 0 ? 0 : 1
  return {
    n,
    p,
    intercept,
    order,
    outcome,
    x,
    centre,
    scale,
    weight: gather(input.weights, order),
    offset: gather(input.offset, order),
  }
}

function checkInput(input: LogisticInput, n: number): void {
  if (n === 0) throw new EmptySample('a logistic model needs at least one row')
  input.covariates.forEach((column, j) => {
    requireSameLength(input.terms?.[j] ?? `covariate ${j}`, n, column.length)
    requireFinite(input.terms?.[j] ?? `covariate ${j}`, column)
  })
  if (input.terms !== undefined) requireSameLength('terms', input.covariates.length, input.terms.length)
  if (input.offset !== undefined) requireFinite('offset', input.offset)
  if (input.weights === undefined) return
  requireSameLength('weights', n, input.weights.length)
  requireFinite('weights', input.weights)
  if (input.weights.some((weight) => weight <= 0))
    throw new InvalidInput('case weights must be positive: leave out rows of weight 0')
}

function contentOrder(input: LogisticInput, n: number): Uint32Array {
  const columns: ArrayLike<number>[] = [input.outcome, ...input.covariates]
  if (input.weights !== undefined) columns.push(input.weights)
  if (input.offset !== undefined) columns.push(input.offset)
  const hash = hashRows(n, columns)
  const order = identityOrder(n)
  if (n <= 2000) order.sort((a, b) => hash[a]! - hash[b]! || compareRows(columns, a, b))
  else radixSortByWord(order, hash)
  for (let k = 1; k < n && n > 2000; k++) {
    const row = order[k]!
    let place = k
    for (; place > 0; place--) {
      const before = order[place - 1]!
      if (hash[before] !== hash[row] || compareRows(columns, before, row) <= 0) break
      order[place] = before
    }
    order[place] = row
  }
  return order
}

// A column of zeros and ones is left where it is: the little information of a level whose outcomes are all alike would
// be lost, centred, in that of the intercept.
function standardizeColumn(
  column: Float64Array,
  order: Uint32Array,
  x: Float64Array,
  p: number,
  j: number,
  centred: boolean,
  centre: Float64Array,
  scale: Float64Array,
): void {
  const n = order.length
  let total = 0
  let others = 0
  for (let k = 0; k < n; k++) {
    const value = column[order[k]!]!
    total += x[k * p + j] = value
    if (value !== 0 && value !== 1) others++
  }
  const mean = centred && others > 0 ? total / n : 0
  let squares = 0
  for (let k = 0; k < n; k++) {
    const distance = x[k * p + j]! - mean
    squares += distance * distance
  }
  const spread = Math.sqrt(squares / n)
  const constant = !(spread > 1e-14 * Math.abs(mean))
  centre[j] = mean
  scale[j] = constant ? 1 : spread
  const factor = constant ? 0 : 1 / spread
  for (let k = 0; k < n; k++) x[k * p + j] = (x[k * p + j]! - mean) * factor
}

function gather(column: Float64Array | undefined, order: Uint32Array): Float64Array | null {
  if (column === undefined) return null
  const sorted = new Float64Array(order.length)
  for (let k = 0; k < order.length; k++) sorted[k] = column[order[k]!]!
  return sorted
}
