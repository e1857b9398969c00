import type { Study } from '../protocol/study.js'
import { kaplanMeier, type KaplanMeierCurve } from '../statistics/survival/kaplan-meier.js'
import { numbersAtRisk, survivalAt } from '../statistics/survival/landmark.js'
import { medianSurvival } from '../statistics/survival/quantile.js'
import { attempt } from './attempt.js'
import { analyzeFollowUp } from './follow-up.js'
import { type Making, makeResult, noteTexts, notEstimable, notReached } from './make-result.js'
import { resultKey } from './result-key.js'
import type { Result, SurvivalCurve } from './result.js'
import { armRows, arms, type Sample } from './sample.js'
import { compareSurvival } from './survival-comparison.js'
import { survivalCurve } from './survival-curve.js'
import { survivalData, type SurvivalData, withoutNotes } from './survival-data.js'

/** Numbers and curves of survival. */
export interface SurvivalOutcome {
  readonly results: readonly Result[]
  readonly curves: readonly SurvivalCurve[]
}

/** Kaplan-Meier by arm for one endpoint: medians, landmark rates, numbers at risk, follow-up, and the log-rank test. */
export function analyzeSurvival(
  study: Study,
  endpoint: string,
  sample: Sample,
  ticks: readonly number[],
): SurvivalOutcome {
  const byArm = arms.map((arm) => analyzeArm(study, endpoint, sample, arm, ticks))
  return {
    results: [...byArm.flatMap(({ results }) => results), ...compareSurvival(study, endpoint, sample)],
    curves: byArm.flatMap(({ curves }) => curves),
  }
}

function analyzeArm(
  study: Study,
  endpoint: string,
  sample: Sample,
  arm: (typeof arms)[number],
  ticks: readonly number[],
): SurvivalOutcome {
  const { band, landmarks } = study.analyses.survival
  const unit = study.endpoints[endpoint]?.unit ?? 'months'
  const data = survivalData(sample, armRows(sample, arm), endpoint)
  const key = (statistic: string): string => resultKey('survival', sample.cohort, endpoint, arm, '', statistic)
  const making: Making = {
    method: 'Kaplan-Meier',
    settings: { band, confidence: 0.95, median: 'Brookmeyer-Crowley' },
    notes: withoutNotes(data),
    sources: [`endpoint ${endpoint}`],
    n: data.rows.length,
    events: data.events,
  }
  const counted = { ...making, method: 'Count', settings: {} }
  const counts = [makeResult(key('n'), data.rows.length, counted), makeResult(key('events'), data.events, counted)]
  const times = [...new Set([...ticks, ...landmarks])].sort((a, b) => a - b)
  const followUp = analyzeFollowUp(key, data, unit)
  const tried = attempt(() => kaplanMeier(columns(data), { band }))
  if (data.rows.length === 0 || !tried.estimable) {
    const reason = tried.estimable ? 'no subject of this arm has the endpoint' : tried.reason
    const missing = [...medians, ...landmarks.flatMap((time) => landmarkStatistics(time))]
    return {
      results: [
        ...counts,
        ...missing.map((statistic) =>
          notEstimable(key(statistic), data.rows.length === 0 ? emptyReason : reason, making),
        ),
        ...times.map((time) => makeResult(key(`at-risk-${time}`), 0, counted)),
        ...followUp,
      ],
      curves: [],
    }
  }
  const curve = tried.estimate
  return {
    results: [
      ...counts,
      ...medianResults(key, curve, { ...making, unit }),
      ...landmarks.flatMap((time) => landmarkResults(key, curve, time, making)),
      ...numbersAtRisk(curve, times).map((atRisk, position) =>
        makeResult(key(`at-risk-${times[position]}`), atRisk, counted),
      ),
      ...followUp,
    ],
    curves: [survivalCurve(`survival/${sample.cohort}/${endpoint}/${arm}`, unit, curve)],
  }
}

const emptyReason = 'no subject of this arm has the endpoint'

const medians = ['median', 'median-lower', 'median-upper'] as const

const landmarkStatistics = (time: number): readonly string[] => [
  `rate-${time}`,
  `rate-${time}-lower`,
  `rate-${time}-upper`,
]

const columns = ({ time, event, weights }: SurvivalData) => ({ time, event, ...(weights === null ? {} : { weights }) })

function medianResults(key: (statistic: string) => string, curve: KaplanMeierCurve, making: Making): readonly Result[] {
  const { value, lower, upper, notes } = medianSurvival(curve)
  const found = { median: value, 'median-lower': lower, 'median-upper': upper }
  return medians.map((statistic) =>
    makeResult(key(statistic), found[statistic], {
      ...making,
      notes: [...(making.notes ?? []), ...(found[statistic] === null ? [notReached] : []), ...noteTexts(notes)],
    }),
  )
}

function landmarkResults(
  key: (statistic: string) => string,
  curve: KaplanMeierCurve,
  time: number,
  making: Making,
): readonly Result[] {
  const { survival, lower, upper, atRisk, beyondFollowUp } = survivalAt(curve, time)
  const values = [survival, lower, upper]
  return landmarkStatistics(time).map((statistic, position) => {
    const value = values[position] ?? null
    const notes = [
      ...(making.notes ?? []),
      ...(beyondFollowUp
        ? [`${time} lies beyond the longest follow-up of this arm: the last estimate is carried`]
        : []),
      ...(value === null ? ['not estimable: the band has no limit where the curve is at 0 or 1'] : []),
    ]
    return makeResult(key(statistic), value, { ...making, notes, settings: { ...making.settings, atRisk } })
  })
}
