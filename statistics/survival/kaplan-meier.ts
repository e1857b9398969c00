import { normalQuantile } from '../distributions/normal.js'
import { EmptySample, InvalidInput, requireFinite, requireProbability, requireSameLength } from '../errors.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import { type Column, requireFiniteColumn, rowsOf } from '../numeric/column.js'
import { bandLimits } from './confidence-band.js'
import type { Band } from './confidence-band.js'
import { groupRows } from './order-rows.js'
import { rankTimes } from './rank-times.js'
import { robustLogSurvivalErrors } from './weighted-standard-error.js'

/**
 * Time to event of one group: one row per subject, `event` 1 when the event was seen at `time`, 0 when censored there.
 */
export interface SurvivalInput {
  readonly time: Column
  readonly event: Uint8Array
  readonly weights?: Float64Array
}

/** The choices of a Kaplan-Meier curve. */
export interface KaplanMeierOptions {
  readonly band?: Band
  readonly confidence?: number
  /** Default: the jackknife when any weight is not whole, else Greenwood's. */
  readonly standardError?: 'greenwood' | 'jackknife'
}

/**
 * A survival curve: one entry for each distinct time, censored ones too. A band's limit that does not exist, at
 * survival 0 (or 1), is NaN, and a note says so.
 */
export interface KaplanMeierCurve {
  readonly n: number
  readonly events: number
  readonly time: Float64Array
  readonly atRisk: Float64Array
  readonly eventCount: Float64Array
  readonly censorCount: Float64Array
  readonly survival: Float64Array
  /** Standard error of log S (Greenwood 1926; the infinitesimal jackknife when weights are not whole). */
  readonly seLogSurvival: Float64Array
  /** Standard error of S; NaN where S = 0 by Greenwood's formula, 0 there by the jackknife. */
  readonly seSurvival: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Nelson-Aalen cumulative hazard and its standard error. */
  readonly cumulativeHazard: Float64Array
  readonly seCumulativeHazard: Float64Array
  readonly band: Band
  readonly confidence: number
  readonly notes: readonly Note[]
}

/**
 * The Kaplan-Meier estimate (Kaplan and Meier 1958) with a pointwise log (default), log-log or plain band. At one
 * time events come before censorings; the number at risk at t counts times >= t; times nearer than rounding are one
 * time. Agrees with R `survival::survfit(Surv(time, event) ~ 1, conf.type = band)`. Throws InvalidInput,
 * EmptySample.
 */
export const kaplanMeier = (input: SurvivalInput, options: KaplanMeierOptions = {}): KaplanMeierCurve => {
  const band = options.band ?? 'log'
  const confidence = options.confidence ?? 0.95
  checkInput(input, confidence)
  const n = rowsOf(input.time)
  const whole = input.weights === undefined || input.weights.every(Number.isInteger)
  const jackknife = (options.standardError ?? (whole ? 'greenwood' : 'jackknife')) === 'jackknife'
  const weights = input.weights ?? (jackknife ? new Float64Array(n).fill(1) : undefined)
  const sorted = weights === undefined ? null : sortByTime(input, weights)
  const counts = sorted === null ? countByTime(input) : sumByTime(input.event, sorted)
  const size = counts.time.length
  const curve = {
    ...counts,
    atRisk: new Float64Array(size),
    survival: new Float64Array(size),
    seLogSurvival: new Float64Array(size),
    cumulativeHazard: new Float64Array(size),
    seCumulativeHazard: new Float64Array(size),
  }
  accumulate(curve)
  if (jackknife && sorted !== null)
    robustLogSurvivalErrors(input.event, sorted.weights, sorted.order, sorted.starts, curve)
  const seSurvival = curve.seLogSurvival.map((se, g) =>
    curve.survival[g] === 0 ? (jackknife ? 0 : NaN) : se * curve.survival[g]!,
  )
  const z = normalQuantile((1 + confidence) / 2)
  const { lower, upper } = bandLimits(curve.survival, curve.seLogSurvival, seSurvival, band, z)
  const events = countEvents(input.event)
  return {
    n,
    events,
    ...curve,
    seSurvival,
    lower,
    upper,
    band,
    confidence,
    notes: [
      ...(events === 0 ? [note('not-estimable', 'no event')] : []),
      ...boundaryNotes(curve.survival, lower, band),
    ],
  }
}

const boundaryNotes = (survival: Float64Array, lower: Float64Array, band: Band): readonly Note[] => {
  const limitless = [1, 0].filter(edge => survival.some((s, g) => s === edge && Number.isNaN(lower[g])))
  return limitless.map(edge => note('boundary', `the ${band} band has no limits where the curve is at ${edge}`))
}

/**
 * The reverse Kaplan-Meier curve of potential follow-up (Schemper and Smith 1996): censoring is the event, and comes
 * first in a tie, as R does it. Its median is the median follow-up. Agrees with R `survfit(Surv(time, 1 - event) ~
 * 1)`.
 */
export const reverseKaplanMeier = (input: SurvivalInput, options: KaplanMeierOptions = {}): KaplanMeierCurve =>
  kaplanMeier({ ...input, event: input.event.map(event => (event === 0 ? 1 : 0)) }, options)

const accumulate = (
  curve: Omit<KaplanMeierCurve, 'n' | 'events' | 'seSurvival' | 'lower' | 'upper' | 'band' | 'confidence' | 'notes'>,
): void => {
  const size = curve.time.length
  let remaining = 0
  for (let g = size - 1; g >= 0; g--) {
    remaining += curve.eventCount[g]! + curve.censorCount[g]!
    curve.atRisk[g] = remaining
  }
  let survival = 1
  let greenwood = 0
  let hazard = 0
  let hazardVariance = 0
  for (let g = 0; g < size; g++) {
    const d = curve.eventCount[g]!
    const y = curve.atRisk[g]!
    if (d > 0) {
      survival *= (y - d) / y
      greenwood += d / (y * (y - d))
      hazard += d / y
      hazardVariance += d / (y * y)
    }
    curve.survival[g] = survival
    curve.seLogSurvival[g] = Math.sqrt(greenwood)
    curve.cumulativeHazard[g] = hazard
    curve.seCumulativeHazard[g] = Math.sqrt(hazardVariance)
  }
}

/** The weights of events and of censorings at each distinct time. */
type TimeCounts = Pick<KaplanMeierCurve, 'time' | 'eventCount' | 'censorCount'>

// Whole numbers add up to the same whatever the order of the rows, which therefore are not sorted.
const countByTime = ({ time, event }: SurvivalInput): TimeCounts => {
  const { distinct, rank } = rankTimes(time)
  const dying = new Float64Array(distinct.length)
  const leaving = new Float64Array(distinct.length)
  for (let row = 0; row < rank.length; row++) {
    const place = rank[row]!
    if (event[row] === 0) leaving[place] = leaving[place]! + 1
    else dying[place] = dying[place]! + 1
  }
  // No row need have a time of a ranked column.
  const isMet = (_: number, place: number): boolean => dying[place]! + leaving[place]! > 0
  return { time: distinct.filter(isMet), eventCount: dying.filter(isMet), censorCount: leaving.filter(isMet) }
}

interface SortedRows {
  readonly order: Uint32Array
  /** The first place of each distinct time, then the number of rows. */
  readonly starts: Uint32Array
  readonly groupTime: Float64Array
  readonly weights: Float64Array
}

const sortByTime = ({ time, event }: SurvivalInput, weights: Float64Array): SortedRows => {
  const { order, groupStart, groupTime } = groupRows(time, [event, weights])
  return { order, starts: groupStart, groupTime, weights }
}

const sumByTime = (event: Uint8Array, { order, starts, groupTime, weights }: SortedRows): TimeCounts => {
  const size = groupTime.length
  const counts = { time: groupTime, eventCount: new Float64Array(size), censorCount: new Float64Array(size) }
  for (let g = 0; g < size; g++) {
    let dying = 0
    let leaving = 0
    for (let k = starts[g]!; k < starts[g + 1]!; k++) {
      const row = order[k]!
      if (event[row] === 0) leaving += weights[row]!
      else dying += weights[row]!
    }
    counts.eventCount[g] = dying
    counts.censorCount[g] = leaving
  }
  return counts
}

const countEvents = (event: Uint8Array): number => {
  let events = 0
  for (let row = 0; row < event.length; row++) if (event[row] !== 0) events++
  return events
}

const checkInput = (input: SurvivalInput, confidence: number): void => {
  requireProbability('confidence', confidence)
  const n = rowsOf(input.time)
  if (n === 0) throw new EmptySample('a survival curve needs at least one subject')
  requireSameLength('event', n, input.event.length)
  requireFiniteColumn('time', input.time)
  if (input.weights === undefined) return
  requireSameLength('weights', n, input.weights.length)
  requireFinite('weights', input.weights)
  if (input.weights.some(weight => weight <= 0))
    throw new InvalidInput('case weights must be positive: leave out rows of weight 0')
}
