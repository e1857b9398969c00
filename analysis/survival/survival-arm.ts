import { results } from '../../protocol/results/catalogue.js'
import { curveKey, keysOf } from '../../protocol/results/result-key.js'
import { landmarksOf } from '../../protocol/language/landmarks.js'
import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { kaplanMeier, type KaplanMeierCurve } from '../../statistics/survival/kaplan-meier.js'
import { numbersAtRisk } from '../../statistics/survival/landmark.js'
import { type Attempt, attempt, refused } from '../results/attempt.js'
import { analyzeFollowUp } from './follow-up.js'
import { type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result, SurvivalCurve } from '../results/result.js'
import type { Arm } from '../../cohort/arms.js'
import { type AnalysisSet, allPlaces, armCode } from '../sets/analysis-set.js'
import { gatherWhether } from '../sets/gather.js'
import { copiesNotes } from '../sets/people.js'
import { countMarked } from '../sets/select.js'
import { type ArmEstimate, survivalCurve } from './survival-curve.js'
import { survivalAmong, type SurvivalData, survivalPersons, withoutNotes } from './survival-data.js'
import { landmarkResults, landmarkStatistics, medianResults, medianStatistics } from './survival-estimates.js'

/** One arm's survival; no curve where nobody has the endpoint. */
export interface ArmSurvival {
  readonly results: readonly Result[]
  readonly curve: SurvivalCurve | null
}

/** The Kaplan-Meier estimate of one arm for one endpoint, read at its median, landmarks and ticks. */
export const analyzeArm = (
  study: AnalysisPlan,
  endpoint: string,
  set: AnalysisSet,
  all: SurvivalData,
  arm: Arm,
  ticks: readonly number[],
): ArmSurvival => {
  const { band } = study.analyses.survival
  const unit = study.endpoints[endpoint]?.unit ?? 'months'
  const landmarks = landmarksOf(study.analyses.survival, unit)
  const own = gatherWhether(set.arm, armCode[arm], allPlaces(set))
  const data = survivalAmong(set, all, own, countMarked(own))
  const key = keysOf(results.survivalArm, { set: set.id, endpoint, arm })
  const provenance: Provenance = {
    method: 'Kaplan-Meier',
    settings: { band, confidence: 0.95, median: 'Brookmeyer-Crowley', weighted: set.weight !== null },
    notes: [...withoutNotes(data), ...copiesNotes(set, data.places)],
    sources: [`endpoint ${endpoint}`],
    n: data.places.length,
    events: data.events,
  }
  const counting = { ...provenance, method: 'Count', settings: {} }
  const estimates = estimateArm(data, band)
  const times = [...new Set([...ticks, ...landmarks])].sort((a, b) => a - b)
  const atRisk = estimates.estimable ? numbersAtRisk(estimates.estimate.counted, times) : times.map(() => 0)
  return {
    results: [
      makeResult(key('n'), data.places.length, counting),
      makeResult(key('events'), data.events, counting),
      ...survivalPersons(key, set, data, counting),
      ...(estimates.estimable
        ? [
            ...medianResults(key, estimates.estimate.weighted, { ...provenance, unit }),
            ...landmarks.flatMap(time => landmarkResults(key, estimates.estimate.weighted, time, provenance)),
          ]
        : [...medianStatistics, ...landmarks.flatMap(landmarkStatistics)].map(statistic =>
            notEstimable(key(statistic), estimates.reason, provenance),
          )),
      ...times.map((time, position) => makeResult(key(`at-risk-${time}`), atRisk[position] ?? 0, counting)),
      ...analyzeFollowUp(key, data, unit),
    ],
    curve: estimates.estimable ? survivalCurve(curveKey(set.id, endpoint, arm), unit, estimates.estimate) : null,
  }
}

const estimateArm = (
  { places, time, event, weights }: SurvivalData,
  band: KaplanMeierCurve['band'],
): Attempt<ArmEstimate> => {
  if (places.length === 0) return refused('no subject of this arm has the endpoint')
  return attempt(() => {
    const counted = kaplanMeier({ time, event }, { band })
    return {
      counted,
      weighted: weights === null ? counted : kaplanMeier({ time, event, weights }, { band }),
    }
  })
}
