import { EmptySample, requireFinite, requireSameLength } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { indexCodes } from '../numeric/index-codes.js'
import { factorSymmetric, solveFactored } from '../numeric/solve-symmetric.js'
import { chiSquareTest } from '../test-result.js'
import { orderRows } from './order-rows.js'

/** Times to event of several groups (coded by whole numbers), in strata when given. */
export interface LogRankInput {
  readonly time: Float64Array
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
  const n = input.time.length
  if (n === 0) throw new EmptySample('a log-rank test needs at least one subject')
  requireSameLength('event', n, input.event.length)
  requireSameLength('group', n, input.group.length)
  if (input.strata !== undefined) requireSameLength('strata', n, input.strata.length)
  requireFinite('rho', [rho])
  requireFinite('time', input.time)
  const { codes, index: groupOf } = indexCodes(input.group)
  const size = codes.length
  const { order, time } = orderRows(input.time, [], input.strata)
  const tally = {
    count: new Float64Array(size),
    observed: new Float64Array(size),
    expected: new Float64Array(size),
    variance: new Float64Array(size * size),
  }
  for (let from = 0; from < n;) {
    let to = from + 1
    const stratum = input.strata?.[order[from]!]
    while (to < n && input.strata?.[order[to]!] === stratum) to++
    tallyStratum(input.event, groupOf, order, time, from, to, rho, tally)
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

interface Tally {
  readonly count: Float64Array
  readonly observed: Float64Array
  readonly expected: Float64Array
  readonly variance: Float64Array
}

const tallyStratum = (
  event: Uint8Array,
  groupOf: Int32Array,
  order: Uint32Array,
  time: Float64Array,
  from: number,
  to: number,
  rho: number,
  tally: Tally,
): void => {
  const size = tally.count.length
  const atRisk = new Float64Array(size)
  const dying = new Float64Array(size)
  for (let k = from; k < to; k++) {
    const i = groupOf[order[k]!]!
    atRisk[i]! += 1
    tally.count[i]! += 1
  }
  let total = to - from
  let survival = 1
  for (let k = from; k < to;) {
    let deaths = 0
    let end = k
    dying.fill(0)
    for (; end < to && time[end] === time[k]; end++) {
      const row = order[end]!
      if (event[row] === 0) continue
      deaths++
      const i = groupOf[row]!
      dying[i]! += 1
    }
    if (deaths > 0) {
      addEventTime(tally, atRisk, dying, total, deaths, rho === 0 ? 1 : survival ** rho)
      survival *= (total - deaths) / total
    }
    for (; k < end; k++) {
      const i = groupOf[order[k]!]!
      atRisk[i]! -= 1
      total--
    }
  }
}

const addEventTime = (
  tally: Tally,
  atRisk: Float64Array,
  dying: Float64Array,
  total: number,
  deaths: number,
  weight: number,
): void => {
  const size = atRisk.length
  const spread = total > 1 ? (weight * weight * deaths * (total - deaths)) / (total * (total - 1)) : 0
  for (let i = 0; i < size; i++) {
    const y = atRisk[i]!
    tally.observed[i]! += weight * dying[i]!
    if (y === 0) continue
    tally.expected[i]! += (weight * deaths * y) / total
    if (spread === 0) continue
    const share = spread * y
    tally.variance[i * size + i]! += share
    for (let j = 0; j < size; j++) {
      tally.variance[i * size + j]! -= (share * atRisk[j]!) / total
    }
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
