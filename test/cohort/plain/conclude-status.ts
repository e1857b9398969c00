import type { CohortSubject, CriterionVerdict } from '../../../cohort/cohort.js'
import { withoutIndexDate } from './count-attrition.js'
import type { FollowUpFault } from './follow-up.js'

/** What decides whether a subject is in the cohort. */
export interface StatusFacts {
  readonly verdicts: readonly CriterionVerdict[]
  readonly recordHeld: boolean
  readonly hasIndex: boolean
  readonly arm: CohortSubject['arm']
  /** What makes the follow-up doubtful, by the ids of the reasons. */
  readonly doubts: readonly FollowUpFault[]
  /** The rules that hold the subject. */
  readonly rules: readonly string[]
}

/**
 * A subject's status with its reasons: one criterion that excludes outweighs all that hold, and the first in the
 * study's order is the first reason. A record held for what stands in it is never judged, but a person who counts
 * elsewhere is a duplicate all the same. Without an index date no criterion is asked: windows and ages count from it,
 * so its answer would be one about a day that is not there.
 */
export const concludeStatus = (facts: StatusFacts): Pick<CohortSubject, 'status' | 'firstReason' | 'reasons'> => {
  const excluding = criteriaWith('excluded', facts.verdicts)
  const isDuplicate = excluding[0] === 'duplicate-subject'
  if (facts.recordHeld && !isDuplicate) return because('held', ['held-record'])
  if (isDuplicate) return because('excluded', excluding)
  if (!facts.hasIndex) return because('held', [withoutIndexDate])
  if (excluding.length > 0) return because('excluded', excluding)
  const holding = [
    ...new Set(facts.doubts),
    ...criteriaWith('held', facts.verdicts),
    ...(facts.arm === null ? ['no-arm'] : []),
    ...facts.rules,
  ]
  return holding.length > 0 ? because('held', holding) : { status: 'eligible', firstReason: null, reasons: [] }
}

const criteriaWith = (outcome: CriterionVerdict['outcome'], verdicts: readonly CriterionVerdict[]): readonly string[] =>
  verdicts.filter(verdict => verdict.outcome === outcome).map(({ criterion }) => criterion)

const because = (status: 'excluded' | 'held', reasons: readonly string[]): ReturnType<typeof concludeStatus> => ({
  status,
  firstReason: reasons[0] ?? null,
  reasons,
})
