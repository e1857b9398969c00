import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'
import { type Column, isRanked, realsOf, requireFiniteColumn, rowsOf } from '../numeric/column.js'
import { indexCodes } from '../numeric/index-codes.js'
import type { Rearrangement } from '../numeric/rearrange-columns.js'
import { rearrangeBy } from '../numeric/rearrange-columns.js'
import type { RowGroups } from '../survival/order-rows.js'
import { groupRows, orderRows } from '../survival/order-rows.js'
import { rankTimes } from '../survival/rank-times.js'
import { standardizeCovariates } from './standardize-covariates.js'

/** What a Cox model is fitted to: one row per subject, or one row per interval (start, stop] when `start` is given. */
export interface CoxInput {
  readonly time: Column
  readonly event: Uint8Array
  readonly covariates: readonly Column[]
  readonly terms?: readonly string[]
  readonly start?: Float64Array
  readonly strata?: Int32Array
  readonly weights?: Float64Array
  readonly clusters?: Int32Array
  /** A second clustering of the rows, where robust errors are clustered two ways. */
  readonly secondClusters?: Int32Array
  readonly offset?: Float64Array
}

/**
 * A Cox model's rows sorted by stratum and time, covariates centred and scaled, with the groups of tied times
 * marked.
 */
export interface CoxData {
  readonly n: number
  readonly p: number
  /** The row at each place; where places stand for several rows, those of the first place, of the second, ... */
  readonly order: Uint32Array
  /** Where places stand for several rows, the first of each place's rows in `order`, then their number (null: one each). */
  readonly rowStart: Uint32Array | null
  readonly event: Uint8Array
  /** (value - centre) / scale, column after column: the covariate j at place k is x[j * n + k]. */
  readonly x: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
  readonly weight: Float64Array | null
  /** How many subjects each row stands for, whose weight is theirs together (null: 1 each). */
  readonly copies: Uint32Array | null
  readonly offset: Float64Array | null
  /** In the order of `order`: the number of the row's cluster among the clusters, by their codes from 0. */
  readonly cluster: Int32Array | null
  readonly secondCluster: Int32Array | null
  /** First row of each group of equal (stratum, time), then n. */
  readonly groupStart: Uint32Array
  /** The place after the last event of each group: events come first in it. */
  readonly eventEnd: Uint32Array
  readonly groupTime: Float64Array
  /** 1 where the group opens a stratum. */
  readonly opensStratum: Uint8Array
  readonly entry: CoxEntry | null
  readonly events: number
}

/** Delayed entry: the rows' start times (sorted places), and the places in the order of stratum and start. */
export interface CoxEntry {
  readonly start: Float64Array
  readonly byStart: Uint32Array
  /** For each group of tied times, the first place of its stratum and the place after its last. */
  readonly stratumFirst: Uint32Array
  readonly stratumEnd: Uint32Array
}

const prepared = new WeakMap<CoxInput, CoxData>()

/**
 * Checks a Cox model's columns and sorts them for the partial likelihood: once for an input, whose columns may not be
 * changed after, since a fit and what is computed at the fit ask for the same. Throws InvalidInput, EmptySample.
 */
export const prepareCox = (input: CoxInput): CoxData => {
  const known = prepared.get(input)
  if (known !== undefined) return known
  const data = sortColumns(input)
  prepared.set(input, data)
  return data
}

const sortColumns = (input: CoxInput): CoxData => {
  const n = rowsOf(input.time)
  const p = input.covariates.length
  checkCoxInput(input)
  const ties: ArrayLike<number>[] = input.covariates.map(column => (isRanked(column) ? column.rank : column))
  for (const column of [input.weights, input.clusters, input.secondClusters, input.offset, input.start])
    if (column !== undefined) ties.push(column)
  const whole = alignIntervals(input)
  const groups = groupRows(whole.time, ties, input.strata, input.event)
  const { order } = groups
  const arrangement = rearrangeBy(order)
  return {
    n,
    p,
    order,
    rowStart: null,
    ...markEvents(groups, n),
    ...standardizeCovariates(input.covariates, arrangement, n),
    groupStart: groups.groupStart,
    eventEnd: groups.eventEnd,
    groupTime: groups.groupTime,
    opensStratum: groups.opensStratum,
    weight: gather(input.weights, arrangement),
    copies: null,
    offset: gather(input.offset, arrangement),
    cluster: numberClusters(input.clusters, order),
    secondCluster: numberClusters(input.secondClusters, order),
    entry: whole.start === null ? null : orderEntries(whole.start, order, input.strata, groups),
  }
}

const markEvents = ({ groupStart, eventEnd }: RowGroups, n: number): Pick<CoxData, 'event' | 'events'> => {
  const event = new Uint8Array(n)
  let events = 0
  for (let g = 0; g < eventEnd.length; g++) {
    for (let k = groupStart[g]!; k < eventEnd[g]!; k++) event[k] = 1
    events += eventEnd[g]! - groupStart[g]!
  }
  return { event, events }
}

/** Checks a Cox model's columns. Throws InvalidInput, EmptySample. */
export const checkCoxInput = (input: CoxInput): void => {
  const n = rowsOf(input.time)
  if (n === 0) throw new EmptySample('a Cox model needs at least one row')
  requireFiniteColumn('time', input.time)
  requireSameLength('event', n, input.event.length)
  input.covariates.forEach((column, j) => {
    requireSameLength(input.terms?.[j] ?? `covariate ${j}`, n, rowsOf(column))
    requireFiniteColumn(input.terms?.[j] ?? `covariate ${j}`, column)
  })
  if (input.terms !== undefined) requireSameLength('terms', input.covariates.length, input.terms.length)
  if (input.strata !== undefined) requireSameLength('strata', n, input.strata.length)
  if (input.clusters !== undefined) requireSameLength('clusters', n, input.clusters.length)
  if (input.secondClusters !== undefined) {
    requireSameLength('secondClusters', n, input.secondClusters.length)
    if (input.clusters === undefined) throw new InvalidInput('a second clustering needs a first one')
  }
  if (input.offset !== undefined) {
    requireSameLength('offset', n, input.offset.length)
    requireFinite('offset', input.offset)
  }
  if (input.weights !== undefined) {
    requireSameLength('weights', n, input.weights.length)
    requireFinite('weights', input.weights)
    if (input.weights.some(weight => weight <= 0))
      throw new InvalidInput('case weights must be positive: leave out rows of weight 0')
  }
  if (input.start !== undefined) {
    requireSameLength('start', n, input.start.length)
    requireFinite('start', input.start)
    const ends = realsOf(input.time)
    const late = input.start.findIndex((start, i) => start >= ends[i]!)
    if (late >= 0) throw new InvalidInput(`the interval of row ${late} ends before it starts`)
  }
}

// Starts and stops are made one set of times, as aeqSurv does, so that an interval's stop and the next one's start
// stay equal.
const alignIntervals = (input: CoxInput): { readonly time: Column; readonly start: Float64Array | null } => {
  if (input.start === undefined) return { time: input.time, start: null }
  const n = input.start.length
  const both = new Float64Array(2 * n)
  both.set(input.start)
  both.set(realsOf(input.time), n)
  const { distinct, rank } = rankTimes(both)
  for (let i = 0; i < 2 * n; i++) both[i] = distinct[rank[i]!]!
  return { start: both.slice(0, n), time: both.slice(n) }
}

const orderEntries = (
  start: Float64Array,
  order: Uint32Array,
  strata: Int32Array | undefined,
  { groupStart, opensStratum }: Pick<CoxData, 'groupStart' | 'opensStratum'>,
): CoxEntry => {
  const groups = opensStratum.length
  const stratumFirst = new Uint32Array(groups)
  const stratumEnd = new Uint32Array(groups)
  for (let g = 0; g < groups; g++)
    stratumFirst[g] = (opensStratum[g] === 1 ? groupStart[g] : stratumFirst[g - 1]) as number
  for (let g = groups - 1; g >= 0; g--) {
    const last = g === groups - 1 || opensStratum[g + 1] === 1
    stratumEnd[g] = (last ? groupStart[g + 1] : stratumEnd[g + 1]) as number
  }
  const startByPlace = new Float64Array(order.length)
  for (let k = 0; k < order.length; k++) startByPlace[k] = start[order[k]!]!
  const strataByPlace = strata === undefined ? undefined : Int32Array.from(order, row => strata[row]!)
  const byStart = orderRows(startByPlace, [], strataByPlace).order
  return { start: startByPlace, byStart, stratumFirst, stratumEnd }
}

/** The clusters of rows in an order, numbered by their codes. */
export const numberClusters = (codes: Int32Array | undefined, order: Uint32Array): Int32Array | null => {
  if (codes === undefined) return null
  const { index } = indexCodes(codes)
  const sorted = new Int32Array(order.length)
  for (let k = 0; k < order.length; k++) sorted[k] = index[order[k]!]!
  return sorted
}

const gather = (column: Float64Array | undefined, arrangement: Rearrangement): Float64Array | null => {
  if (column === undefined) return null
  const sorted = new Float64Array(column.length)
  arrangement.take(column, sorted, 0)
  return sorted
}
