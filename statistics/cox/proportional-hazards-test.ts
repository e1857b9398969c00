import { InvalidInput } from '../errors.js'
import { midRanks } from '../groups/ranks.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { factorSymmetric, invertFactored, quadraticForm, reciprocalCondition } from '../numeric/solve-symmetric.js'
import { kaplanMeier, type KaplanMeierCurve } from '../survival/kaplan-meier.js'
import type { TestResult } from '../test-result.js'
import { chiSquareTest } from '../test-result.js'
import { coxAtFit } from './likelihood-at-fit.js'
import type { CoxInput } from './cox-data.js'
import { timeByPlace } from './cox-data.js'
import type { CoxFit } from './fit-cox.js'
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
  const { data, at } = coxAtFit(input, fit)
  const p = data.p
  const g = centreAtEvents(transformTimes(timeByPlace(data), data.event, transform, input, data.order), data.event)
  const { score, blocks } = sumTimeVaryingScore(data, fit.ties, at, g)
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

const transformTimes = (
  time: Float64Array,
  event: Uint8Array,
  transform: TimeTransform,
  input: CoxInput,
  order: Uint32Array,
): Float64Array => {
  if (transform === 'identity') return time
  if (transform === 'rank') return midRanks(time).rank
  if (transform === 'log') {
    if (time.some(t => t <= 0)) throw new InvalidInput('the log of time needs times above 0')
    return time.map(Math.log)
  }
  if (input.start !== undefined)
    return leftContinuousWithEntry(
      time,
      event,
      Float64Array.from(order, row => input.start?.[row] ?? 0),
    )
  return lostBefore(time, kaplanMeier({ time, event }))
}

// Times ascend but where a stratum begins, so that each is found at the one before or soon after.
const lostBefore = (time: Float64Array, curve: KaplanMeierCurve): Float64Array => {
  const lost = new Float64Array(time.length)
  for (let k = 0, at = 0; k < time.length; k++) {
    if (curve.time[at]! > time[k]!) at = 0
    while (curve.time[at]! < time[k]!) at++
    lost[k] = 1 - (at === 0 ? 1 : curve.survival[at - 1]!)
  }
  return lost
}

// Kaplan-Meier over (start, stop] rows: at risk at t are those with start < t <= stop.
const leftContinuousWithEntry = (time: Float64Array, event: Uint8Array, start: Float64Array): Float64Array => {
  const times = Float64Array.from(new Set(time)).sort()
  const starts = start.slice().sort()
  const stops = time.slice().sort()
  const deaths = new Map<number, number>()
  time.forEach((t, i) => deaths.set(t, (deaths.get(t) ?? 0) + event[i]!))
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
  return time.map(t => 1 - (before.get(t) as number))
}

const centreAtEvents = (g: Float64Array, event: Uint8Array): Float64Array => {
  let total = 0
  let events = 0
  for (let k = 0; k < g.length; k++) {
    if (event[k] === 0) continue
    total += g[k]!
    events++
  }
  const centred = new Float64Array(g.length)
  const mean = total / events
  for (let k = 0; k < g.length; k++) centred[k] = g[k]! - mean
  return centred
}
