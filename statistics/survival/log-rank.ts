import { EmptySample, requireFinite, requireSameLength } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { type Column, requireFiniteColumn, rowsOf } from '../numeric/column.js'
import { indexCodes } from '../numeric/index-codes.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import { chiSquareTest } from '../test-result.js'
import { groupRows } from './order-rows.js'
import { rankTimes } from './rank-times.js'

/** Times to event of several groups (coded by whole numbers), in strata when given. */
export interface LogRankInput {
  readonly time: Column
  readonly event: Uint8Array
  readonly group: Int32Array
  readonly strata?: Int32Array
}

/** One group's part in a log-rank test. */
export interface LogRankGroup {
  readonly group: number
  readonly n: number
  readonly observed: number
  readonly expected: number
}

/** A log-rank test; statistic and P are null when fewer than two groups were ever at risk of an event. */
export interface LogRankResult {
  readonly groups: readonly LogRankGroup[]
  /** Hypergeometric covariance of observed - expected, groups x groups row-major. */
  readonly variance: Float64Array
  readonly chiSquare: number | null
  readonly df: number
  readonly p: number | null
  readonly logP: number | null
  readonly notes: readonly Note[]
}

/**
 * The k-sample log-rank test (Mantel 1966) with the hypergeometric variance, stratified when strata are given; rho >
 * 0 weights events by S(t-)^rho (Harrington and Fleming 1982; rho = 1 is Peto and Peto's). Agrees with R
 * `survival::survdiff`. A group that never shares a risk set with another is left out and named. Throws
 * InvalidInput, EmptySample.
 */
export const logRank = (input: LogRankInput, options: { readonly rho?: number } = {}): LogRankResult => {
  const rho = options.rho ?? 0
  const n = rowsOf(input.time)
  if (n === 0) throw new EmptySample('a log-rank test needs at least one subject')
  requireSameLength('event', n, input.event.length)
  requireSameLength('group', n, input.group.length)
  if (input.strata !== undefined) requireSameLength('strata', n, input.strata.length)
  requireFinite('rho', [rho])
  requireFiniteColumn('time', input.time)
  const { codes, index: groupOf } = indexCodes(input.group)
  const size = codes.length
  const { opensStratum, rows, events } = countTimes(input, groupOf, size)
  const tally: Tally = {
    atRisk: new Float64Array(size),
    count: new Float64Array(size),
    observed: new Float64Array(size),
    expected: new Float64Array(size),
    variance: new Float64Array(size * size),
  }
  for (let from = 0; from < opensStratum.length;) {
    let to = from + 1
    while (to < opensStratum.length && opensStratum[to] === 0) to++
    tallyStratum(rows, events, from, to, rho, tally)
    from = to
  }
  const groups = codes.map((group, i) => ({
    group,
    n: tally.count[i]!,
    observed: tally.observed[i]!,
    expected: tally.expected[i]!,
  }))
  return { groups, variance: tally.variance, ...testGroups(groups, tally.variance) }
}

/** By stratum and time: how many of each group have that time, and how many of them had the event. */
interface TimesInStrata {
  readonly opensStratum: Uint8Array
  /** times x groups, row-major. */
  readonly rows: Uint32Array
  readonly events: Uint32Array
}

const countTimes = ({ time, event, strata }: LogRankInput, groupOf: Int32Array, size: number): TimesInStrata => {
  const { opensStratum, timeOf } = strata === undefined ? placeTimes(time) : placeTimesInStrata(time, strata)
  const rows = new Uint32Array(opensStratum.length * size)
  const events = new Uint32Array(opensStratum.length * size)
  for (let row = 0; row < timeOf.length; row++) {
    const at = timeOf[row]! * size + groupOf[row]!
    rows[at] = rows[at]! + 1
    if (event[row] !== 0) events[at] = events[at]! + 1
  }
  return { opensStratum, rows, events }
}

/** The place of each row's time among those of all strata. */
interface PlacedTimes {
  readonly opensStratum: Uint8Array
  readonly timeOf: Uint32Array
}

const placeTimes = (time: Column): PlacedTimes => {
  const { distinct, rank } = rankTimes(time)
  const opensStratum = new Uint8Array(distinct.length)
  opensStratum[0] = 1
  return { opensStratum, timeOf: rank }
}

const placeTimesInStrata = (time: Column, strata: Int32Array): PlacedTimes => {
  const { order, groupStart, opensStratum } = groupRows(time, [], strata)
  const timeOf = new Uint32Array(order.length)
  for (let g = 0; g < opensStratum.length; g++)
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) timeOf[order[k]!] = g
  return { opensStratum, timeOf }
}

interface Tally {
  /** Of the stratum that is gone through, at the time that it has come to. */
  readonly atRisk: Float64Array
  readonly count: Float64Array
  readonly observed: Float64Array
  readonly expected: Float64Array
  readonly variance: Float64Array
}

const tallyStratum = (
  rows: Uint32Array,
  events: Uint32Array,
  from: number,
  to: number,
  rho: number,
  tally: Tally,
): void => {
  const { atRisk, count } = tally
  const size = atRisk.length
  atRisk.fill(0)
  let total = 0
  for (let at = from * size, i = 0; at < to * size; at++, i = i + 1 === size ? 0 : i + 1) {
    const own = rows[at]!
    atRisk[i] = atRisk[i]! + own
    count[i] = count[i]! + own
    total += own
  }
  let survival = 1
  for (let t = from; t < to; t++) {
    const first = t * size
    let deaths = 0
    for (let i = 0; i < size; i++) deaths += events[first + i]!
    if (deaths > 0) {
      addEventTime(tally, events, first, total, deaths, rho === 0 ? 1 : survival ** rho)
      survival *= (total - deaths) / total
    }
    for (let i = 0; i < size; i++) {
      atRisk[i] = atRisk[i]! - rows[first + i]!
      total -= rows[first + i]!
    }
  }
}

const addEventTime = (
  { atRisk, observed, expected, variance }: Tally,
  events: Uint32Array,
  first: number,
  total: number,
  deaths: number,
  weight: number,
): void => {
  const size = atRisk.length
  const spread = total > 1 ? (weight * weight * deaths * (total - deaths)) / (total * (total - 1)) : 0
  for (let i = 0; i < size; i++) {
    const y = atRisk[i]!
    observed[i] = observed[i]! + weight * events[first + i]!
    if (y === 0) continue
    expected[i] = expected[i]! + (weight * deaths * y) / total
    if (spread === 0) continue
    const share = spread * y
    variance[i * size + i] = variance[i * size + i]! + share
    for (let j = 0; j < size; j++) variance[i * size + j] = variance[i * size + j]! - (share * atRisk[j]!) / total
  }
}

const testGroups = (
  groups: readonly LogRankGroup[],
  variance: Float64Array,
): Pick<LogRankResult, 'chiSquare' | 'df' | 'p' | 'logP' | 'notes'> => {
  const size = groups.length
  const exposed = groups.map((group, i) => group.expected > 0 && variance[i * size + i]! > 0)
  const notes: Note[] = []
  const alone = groups.filter((group, i) => group.expected > 0 && !exposed[i])
  if (alone.length > 0) {
    const names = alone.map(group => String(group.group))
    notes.push(note('left-out', `never at risk together with another group: ${names.join(', ')}`, names))
  }
  const used = groups.flatMap((_, i) => (exposed[i] ? [i] : []))
  if (used.length < 2) {
    notes.push(note('not-estimable', 'fewer than two groups were at risk when an event happened'))
    return { chiSquare: null, df: Math.max(0, used.length - 1), p: null, logP: null, notes }
  }
  const rest = used.slice(1)
  const matrix = Float64Array.from(rest.flatMap(i => rest.map(j => variance[i * size + j]!)))
  const gap = Float64Array.from(rest, i => groups[i]!.observed - groups[i]!.expected)
  const solved = gap.slice()
  const aliased = new Uint8Array(rest.length)
  factorSymmetric(matrix, rest.length, aliased, 1e-12)
  solveFactored(matrix, rest.length, aliased, solved)
  const df = rest.length - aliased.reduce((total, flag) => total + flag, 0)
  if (df < rest.length)
    notes.push(note('left-out', 'groups that share no risk set with the others are tested apart: df is reduced'))
  const test = chiSquareTest(
    gap.reduce((total, value, i) => total + value * solved[i]!, 0),
    df,
  )
  return { chiSquare: test.statistic, df, p: test.p, logP: test.logP, notes }
}
