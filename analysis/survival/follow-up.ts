import { type KeyWriter } from '../../protocol/results/result-key.js'
import { describe } from '../../statistics/description/describe.js'
import { tallyRanked } from '../../statistics/description/tally.js'
import { reverseKaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { medianSurvival } from '../../statistics/survival/survival-quantile.js'
import { attempt } from '../results/attempt.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { notReached } from '../results/result-note.js'
import { type SurvivalData, withoutNotes } from './survival-data.js'

const statistics = ['follow-up-observed', 'follow-up-min', 'follow-up-max', 'follow-up-reverse-km'] as const

/** Follow-up of one arm: median, least and most of the observed times, and the median by reverse Kaplan-Meier. */
export const analyzeFollowUp = (
  key: KeyWriter<(typeof statistics)[number]>,
  data: SurvivalData,
  unit: string,
): readonly Result[] => {
  const base: Omit<Provenance, 'method'> = {
    notes: withoutNotes(data),
    sources: ['endpoints'],
    unit,
    n: data.places.length,
    events: data.events,
  }
  const observed: Provenance = {
    ...base,
    method: 'Median of the observed times',
    settings: { subjects: 'with and without an event' },
  }
  const reverse: Provenance = { ...base, method: 'Reverse Kaplan-Meier', settings: { event: 'censoring' } }
  if (data.places.length === 0) {
    return statistics.map(statistic =>
      notEstimable(
        key(statistic),
        'no subject of this arm has the endpoint',
        statistic.endsWith('km') ? reverse : observed,
      ),
    )
  }
  const { median, minimum, maximum } = describe(tallyRanked(data.time))
  const tried = attempt(() => medianSurvival(reverseKaplanMeier({ time: data.time, event: data.event })))
  return [
    makeResult(key('follow-up-observed'), median, observed),
    makeResult(key('follow-up-min'), minimum, { ...observed, method: 'Shortest observed time' }),
    makeResult(key('follow-up-max'), maximum, { ...observed, method: 'Longest observed time' }),
    tried.estimable
      ? makeResult(key('follow-up-reverse-km'), tried.estimate.value, {
          ...reverse,
          notes: [
            ...withoutNotes(data),
            ...(tried.estimate.value === null ? [notReached] : []),
            ...tried.estimate.notes,
          ],
        })
      : notEstimable(key('follow-up-reverse-km'), tried.reason, reverse),
  ]
}
