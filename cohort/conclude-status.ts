import type { CohortSubject, CriterionVerdict } from './cohort.js'

/** What decides whether a subject is in the cohort. */
export interface Findings {
  readonly verdicts: readonly CriterionVerdict[]
  readonly recordHeld: boolean
  readonly hasIndex: boolean
  readonly arm: CohortSubject['arm']
}

/**
 * A subject's status with its reasons: one criterion that excludes outweighs all that hold, and the first in the
 * study's order is the first reason. A record held for what stands in it is never judged, but a person who counts
 * elsewhere is a duplicate all the same.
 */
export const concludeStatus = (findings: Findings): Pick<CohortSubject, 'status' | 'firstReason' | 'reasons'> => {
  const excluding = criteriaWith('excluded', findings.verdicts)
  if (findings.recordHeld && excluding[0] !== 'duplicate-subject') return because('held', ['held-record'])
  if (excluding.length > 0) return because('excluded', excluding)
  const holding = [
    ...(findings.hasIndex ? [] : ['no-index-date']),
    ...criteriaWith('held', findings.verdicts),
    ...(findings.arm === null ? ['no-arm'] : []),
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
