import { type KeyWriter } from '../../protocol/results/result-key.js'
import type { KaplanMeierCurve } from '../../statistics/survival/kaplan-meier.js'
import { survivalAt } from '../../statistics/survival/landmark.js'
import { medianSurvival } from '../../statistics/survival/survival-quantile.js'
import { type Provenance, makeResult } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { notReached, resultNote } from '../results/result-note.js'

/** The statistics of a median, as they stand in result keys. */
export const medianStatistics = ['median', 'median-lower', 'median-upper'] as const

/** The statistics of the survival at one time. */
export const landmarkStatistics = (time: number) =>
  [`rate-${time}`, `rate-${time}-lower`, `rate-${time}-upper`] as const

/** The median of a curve with its interval; what the curve does not come down to is not reached. */
export const medianResults = (
  key: KeyWriter<(typeof medianStatistics)[number]>,
  curve: KaplanMeierCurve,
  provenance: Provenance,
): readonly Result[] => {
  const { value, lower, upper, notes } = medianSurvival(curve)
  const found = { median: value, 'median-lower': lower, 'median-upper': upper }
  return medianStatistics.map(statistic => {
    const reached = found[statistic] === null ? [notReached] : []
    return makeResult(key(statistic), found[statistic], {
      ...provenance,
      notes: [...(provenance.notes ?? []), ...reached, ...notes],
    })
  })
}

/** The survival at one time with its interval, marked where it lies beyond the follow-up. */
export const landmarkResults = (
  key: KeyWriter<ReturnType<typeof landmarkStatistics>[number]>,
  curve: KaplanMeierCurve,
  time: number,
  provenance: Provenance,
): readonly Result[] => {
  const { survival, lower, upper, beyondFollowUp } = survivalAt(curve, time)
  const values = [survival, lower, upper]
  return landmarkStatistics(time).map((statistic, position) => {
    const value = values[position] ?? null
    const notes = [
      ...(provenance.notes ?? []),
      ...(beyondFollowUp
        ? [
            resultNote(
              'beyond-follow-up',
              `${time} lies beyond the longest follow-up of this arm: the last estimate is carried`,
            ),
          ]
        : []),
      ...(value === null
        ? [resultNote('not-estimable', 'not estimable: the band has no limit where the curve is at 0 or 1')]
        : []),
    ]
    return makeResult(key(statistic), value, { ...provenance, notes })
  })
}
