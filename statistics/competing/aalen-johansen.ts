import { normalQuantile } from '../distributions/normal.js'
import { requireFinite, requireProbability } from '../errors.js'
import { orderRows } from '../survival/order-rows.js'
import type { CompetingInput } from './competing-input.js'
import { causesOf, checkCompetingInput } from './competing-input.js'
import type { CompetingStep } from './incidence-errors.js'
import { aalenErrors, jackknifeErrors } from './incidence-errors.js'

/** The cumulative incidence of one cause at each distinct event time (of any cause). */
export interface IncidenceCurve {
  readonly cause: number
  readonly time: Float64Array
  readonly incidence: Float64Array
  /** Aalen's (1978) standard error, as cmprsk: it moves at the cause's own event times only. */
  readonly seAalen: Float64Array
  /** The infinitesimal jackknife's standard error, as survfit. */
  readonly seJackknife: Float64Array
  readonly lastTime: number
}

/** The states of a competing-risks sample: still free of any event, and the cumulative incidence of each cause. */
export interface CompetingRisks {
  readonly time: Float64Array
  readonly eventFree: Float64Array
  readonly seEventFree: Float64Array
  readonly causes: readonly IncidenceCurve[]
}

/** The cumulative incidence at one time, with log(-log) limits. */
export interface Incidence {
  readonly time: number
  readonly incidence: number
  readonly se: number
  readonly lower: number
  readonly upper: number
  readonly beyondFollowUp: boolean
}

/**
 * Aalen-Johansen (1978) cumulative incidence of every cause, others competing. The estimate agrees with R
 * `survfit(Surv(time, factor(cause)) ~ 1)` and `cmprsk::cuminc`; their standard errors differ from each other, both
 * are given. Throws InvalidInput, EmptySample.
 */
export const aalenJohansen = (input: CompetingInput): CompetingRisks => {
  checkCompetingInput(input)
  const steps = stepsOf(input)
  const causes = causesOf(input.cause)
  const events = steps.filter(({ deaths }) => deaths > 0)
  const free = jackknifeErrors(steps, 0)
  return {
    time: Float64Array.from(events, ({ time }) => time),
    eventFree: Float64Array.from(events, step => step.survivalBefore * (1 - step.deaths / step.atRisk)),
    seEventFree: free.eventFree,
    causes: causes.map(cause => curveOf(steps, cause)),
  }
}

/**
 * The cumulative incidence at a time, the last value carried on beyond follow-up; limits on the log(-log) scale
 * (Kalbfleisch and Prentice 1980). Its errors agree with R `cmprsk::timepoints(cuminc(...), times)` ('aalen') and
 * `summary(survfit(Surv(time, factor(cause)) ~ 1), times = times)` ('jackknife'). Throws InvalidInput.
 */
export const incidenceAt = (
  curve: IncidenceCurve,
  time: number,
  se: 'aalen' | 'jackknife' = 'aalen',
  confidence = 0.95,
): Incidence => {
  requireFinite('time', [time])
  requireProbability('confidence', confidence)
  let at = -1
  while (at + 1 < curve.time.length && curve.time[at + 1]! <= time) at++
  const beyondFollowUp = time > curve.lastTime
  if (at < 0) return { time, incidence: 0, se: 0, lower: 0, upper: 0, beyondFollowUp }
  const incidence = curve.incidence[at]!
  const error = (se === 'aalen' ? curve.seAalen : curve.seJackknife)[at] as number
  if (incidence <= 0 || incidence >= 1)
    return { time, incidence, se: error, lower: incidence, upper: incidence, beyondFollowUp }
  const log = Math.log(incidence)
  const width = (normalQuantile((1 + confidence) / 2) * error) / (incidence * log)
  return {
    time,
    incidence,
    se: error,
    beyondFollowUp,
    lower: incidence ** Math.exp(-width),
    upper: incidence ** Math.exp(width),
  }
}

const stepsOf = (input: CompetingInput): readonly CompetingStep[] => {
  const { order, time } = orderRows(input.time, [input.cause])
  const steps: CompetingStep[] = []
  let survivalBefore = 1
  for (let k = 0; k < order.length;) {
    const atRisk = order.length - k
    const byCause = new Map<number, number>()
    let end = k
    for (; end < order.length && time[end] === time[k]; end++) {
      const cause = input.cause[order[end]!]!
      byCause.set(cause, (byCause.get(cause) ?? 0) + 1)
    }
    const deaths = end - k - (byCause.get(0) ?? 0)
    steps.push({ time: time[k]!, atRisk, deaths, byCause, survivalBefore })
    survivalBefore *= (atRisk - deaths) / atRisk
    k = end
  }
  return steps
}

const curveOf = (steps: readonly CompetingStep[], cause: number): IncidenceCurve => {
  const events = steps.filter(({ deaths }) => deaths > 0)
  let sum = 0
  const incidence = Float64Array.from(
    events,
    ({ survivalBefore, byCause, atRisk }) => (sum += (survivalBefore * (byCause.get(cause) ?? 0)) / atRisk),
  )
  return {
    cause,
    time: Float64Array.from(events, ({ time }) => time),
    incidence,
    seAalen: aalenErrors(events, cause),
    seJackknife: jackknifeErrors(steps, cause).incidence,
    lastTime: steps[steps.length - 1]!.time,
  }
}
