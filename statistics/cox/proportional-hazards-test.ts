import { InvalidInput } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { factorSymmetric, invertFactored, quadraticForm, reciprocalCondition } from '../numeric/solve-symmetric.js'
import { identityOrder } from '../numeric/radix-sort.js'
import type { TestResult } from '../test-result.js'
import { chiSquareTest } from '../test-result.js'
import { riskAtFit } from './likelihood-at-fit.js'
import type { CoxData, CoxInput } from './cox-data.js'
import { prepareEqualRows } from './equal-rows.js'
import type { CoxFit } from './fit-cox.js'
import { countEvents } from './risk-sets.js'
import { sumTimeVaryingScore } from './time-varying-score.js'

/** The function of time g(t) that a coefficient is let vary with. */
export type TimeTransform = 'km' | 'identity' | 'rank' | 'log'

/** The columns that a term of the model owns (several for a factor). */
export interface TermColumns {
  readonly term: string
  readonly columns: readonly number[]
}

/** The proportional hazards test of each term, and of all at once. */
export interface ProportionalHazardsTest {
  readonly transform: TimeTransform
  readonly terms: readonly { readonly term: string; readonly test: TestResult }[]
  readonly global: TestResult
  readonly notes: readonly Note[]
}

/**
 * The score test of proportional hazards (Grambsch and Therneau 1994, in its exact form): each coefficient against b
 * + theta g(t), with g centred at its mean over the events; `km` is 1 - S(t-) of all rows together. Agrees with R
 * `cox.zph(fit, transform)` of survival >= 3; a note says where the covariates' units leave R without an answer. A term
 * whose coefficient may be infinite is left out with a note, where R counts a degree of freedom for it. Throws
 * InvalidInput for `log` with a time that is not positive.
 */
export const proportionalHazardsTest = (
  input: CoxInput,
  fit: CoxFit,
  transform: TimeTransform = 'km',
  terms?: readonly TermColumns[],
): ProportionalHazardsTest => {
  const data = prepareEqualRows(input)
  const p = data.p
  const tied = countTied(data)
  const g = centreAtEvents(transformTimes(data, tied, transform), tied.events)
  const { score, blocks } = sumTimeVaryingScore(data, fit.ties, riskAtFit(data, fit), g)
  const endless = new Set(fit.notes.flatMap(({ kind, terms }) => (kind === 'may-be-infinite' ? (terms ?? []) : [])))
  const estimated = fit.terms.flatMap(({ coefficient, term }, j) =>
    coefficient === null || endless.has(term) ? [] : [j],
  )
  const owners = terms ?? fit.terms.map(({ term }, j) => ({ term, columns: [j] }))
  const informationOf = (index: readonly number[]): Float64Array =>
    Float64Array.from(index.flatMap(i => index.map(j => blocks[i * 2 * p + j]!)))
  const test = (columns: readonly number[]): TestResult => {
    const tested = columns.filter(j => estimated.includes(j))
    const index = [...estimated, ...tested.map(j => j + p)]
    const matrix = informationOf(index)
    const u = Float64Array.from(index, i => (i < p ? 0 : score[i - p]!))
    const aliased = new Uint8Array(index.length)
    factorSymmetric(matrix, index.length, aliased, 1e-14)
    const inverse = invertFactored(matrix, index.length, aliased)
    return chiSquareTest(quadraticForm(u, inverse, u), tested.length)
  }
  const whole = [...estimated, ...estimated.map(j => j + p)]
  return {
    transform,
    terms: owners
      .filter(({ columns }) => columns.some(j => estimated.includes(j)))
      .map(({ term, columns }) => ({ term, test: test(columns) })),
    global: test(estimated),
    notes: [
      ...(endless.size === 0
        ? []
        : [note('left-out', `not tested, the coefficient may be infinite: ${[...endless].join(', ')}`, [...endless])]),
      ...notesOf(
        informationOf(whole),
        Float64Array.from(whole, j => data.scale[j % p]!),
      ),
    ],
  }
}

// We solve in standard deviations of the covariates. In their own units the same matrix may be singular to rounding.
const notesOf = (matrix: Float64Array, scale: Float64Array): readonly Note[] => {
  const size = scale.length
  const own = matrix.map((value, k) => value * scale[Math.floor(k / size)]! * scale[k % size]!)
  const aliased = new Uint8Array(size)
  factorSymmetric(matrix, size, aliased, 1e-14)
  const inverse = invertFactored(matrix, size, aliased)
  const ownInverse = inverse.map((value, k) => value / (scale[Math.floor(k / size)]! * scale[k % size]!))
  const condition = reciprocalCondition(own, ownInverse, size)
  if (!(condition < 2 ** -51)) return []
  const apart = `the covariates' units lie so far apart (reciprocal condition ${condition.toExponential(1)})`
  return [note('approximate', `${apart} that a solver that does not scale them, as R's, has no answer`)]
}

/** How many rows, and events among them, each group of tied times has. */
interface TiedRows {
  readonly rows: Float64Array
  readonly events: Float64Array
}

const countTied = (data: CoxData): TiedRows => {
  const { groupStart, eventEnd } = data
  const groups = eventEnd.length
  const tied = { rows: new Float64Array(groups), events: new Float64Array(groups) }
  for (let g = 0; g < groups; g++) {
    tied.rows[g] = countEvents(data, groupStart[g]!, groupStart[g + 1]!)
    tied.events[g] = countEvents(data, groupStart[g]!, eventEnd[g]!)
  }
  return tied
}

// g(t) at the time of each group.
const transformTimes = (data: CoxData, tied: TiedRows, transform: TimeTransform): Float64Array => {
  const { groupTime, entry } = data
  if (transform === 'identity') return groupTime
  if (transform === 'rank') return midRanksOf(groupTime, tied)
  if (transform === 'log') {
    if (groupTime.some(t => t <= 0)) throw new InvalidInput('the log of time needs times above 0')
    return groupTime.map(Math.log)
  }
  return entry === null ? lostBefore(groupTime, tied) : leftContinuousWithEntry(data, entry.start)
}

// Goes through the groups by time; those of one time, in several strata, are one.
const overTimes = (time: Float64Array, atTime: (groups: Uint32Array) => number): Float64Array => {
  const order = identityOrder(time.length).sort((a, b) => time[a]! - time[b]!)
  const out = new Float64Array(time.length)
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && time[order[to]!] === time[order[from]!]) to++
    const groups = order.subarray(from, to)
    const value = atTime(groups)
    for (const g of groups) out[g] = value
  }
  return out
}

const sumAt = (counts: Float64Array, groups: Uint32Array): number => groups.reduce((sum, g) => sum + counts[g]!, 0)

const midRanksOf = (time: Float64Array, { rows }: TiedRows): Float64Array => {
  let before = 0
  return overTimes(time, groups => {
    const size = sumAt(rows, groups)
    const rank = before + (size + 1) / 2
    before += size
    return rank
  })
}

// 1 - S(t-) by Kaplan and Meier.
const lostBefore = (time: Float64Array, { rows, events }: TiedRows): Float64Array => {
  let survival = 1
  let atRisk = rows.reduce((sum, count) => sum + count, 0)
  return overTimes(time, groups => {
    const lost = 1 - survival
    survival *= (atRisk - sumAt(events, groups)) / atRisk
    atRisk -= sumAt(rows, groups)
    return lost
  })
}

// Kaplan-Meier over (start, stop] rows: at risk at t are those with start < t <= stop.
const leftContinuousWithEntry = (data: CoxData, start: Float64Array): Float64Array => {
  const { groupTime, groupStart, event } = data
  const times = Float64Array.from(new Set(groupTime)).sort()
  const starts = start.slice().sort()
  const deaths = new Map<number, number>()
  const stops = new Float64Array(data.n)
  groupTime.forEach((t, g) => {
    let died = deaths.get(t) ?? 0
    for (let k = groupStart[g]!; k < groupStart[g + 1]!; k++) {
      died += event[k]!
      stops[k] = t
    }
    deaths.set(t, died)
  })
  stops.sort()
  const before = new Map<number, number>()
  let survival = 1
  let entered = 0
  let left = 0
  for (const t of times) {
    while (entered < starts.length && starts[entered]! < t) entered++
    while (left < stops.length && stops[left]! < t) left++
    before.set(t, survival)
    survival *= 1 - (deaths.get(t) as number) / (entered - left)
  }
  return groupTime.map(t => 1 - (before.get(t) as number))
}

const centreAtEvents = (g: Float64Array, events: Float64Array): Float64Array => {
  let total = 0
  let count = 0
  for (let group = 0; group < g.length; group++) {
    total += events[group]! * g[group]!
    count += events[group]!
  }
  return g.map(value => value - total / count)
}
