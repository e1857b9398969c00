import type { SurvivalCurve } from '../../analysis/results/result.js'
import { seeded } from '../support/seeded.js'

/** How the follow-up of invented subjects goes. */
export interface FollowUp {
  readonly mean: number
  /** Censoring is even between these months. */
  readonly censoredFrom: number
  readonly censoredTo: number
  /** Times are rounded to this part of a month; 0 leaves them as drawn. */
  readonly roundedTo: number
}

/** A Kaplan-Meier curve of invented subjects with 95% limits by the log transformation. */
export const curveOfMany = (key: string, subjects: number, seed: number, followUp: FollowUp): SurvivalCurve => {
  const random = seeded(seed)
  const { mean, censoredFrom, censoredTo, roundedTo } = followUp
  const observed = Array.from({ length: subjects }, () => {
    const [event, end] = [-mean * Math.log(1 - random()), censoredFrom + random() * (censoredTo - censoredFrom)]
    const time = Math.min(event, end)
    return { time: roundedTo === 0 ? time : Math.round(time / roundedTo) * roundedTo, event: event <= end }
  }).sort((a, b) => a.time - b.time)
  const curve = {
    times: [] as number[],
    survival: [] as number[],
    lower: [] as (number | null)[],
    upper: [] as (number | null)[],
    atRisk: [] as number[],
    events: [] as number[],
    censored: [] as number[],
  }
  let [survival, variance] = [1, 0]
  for (let index = 0; index < subjects;) {
    const atRisk = subjects - index
    const time = observed[index]?.time ?? 0
    let [events, censored] = [0, 0]
    for (; index < subjects && observed[index]?.time === time; index += 1) {
      if (observed[index]?.event === true) events += 1
      else censored += 1
    }
    survival *= 1 - events / atRisk
    variance += atRisk === events ? Infinity : events / (atRisk * (atRisk - events))
    const reach = Math.exp(1.959964 * Math.sqrt(variance))
    curve.times.push(time)
    curve.survival.push(survival)
    curve.lower.push(survival === 0 ? null : survival / reach)
    curve.upper.push(survival === 0 ? null : Math.min(1, survival * reach))
    curve.atRisk.push(atRisk)
    curve.events.push(events)
    curve.censored.push(censored)
  }
  return { key, unit: 'months', ...curve }
}
