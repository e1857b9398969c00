import { results } from '../protocol/results/catalogue.js'
import { resultKey } from '../protocol/results/result-key.js'
import { arms } from '../cohort/arms.js'
import type { AttritionStep } from '../cohort/cohort.js'
import { withoutIndexDate } from '../cohort/statuses.js'
import type { AnalysisPlan } from '../protocol/facts/study-plan.js'
import { type Provenance, makeResult } from './results/make-result.js'
import type { Result } from './results/result.js'
import { type AnalysisSet, armCode } from './sets/analysis-set.js'
import { countCodes, select, upTo } from './sets/select.js'
import { heldStatus, type SubjectTable } from './sets/subject-table.js'

const provenance: Provenance = {
  method: 'Count of subjects by first reason',
  settings: { reasons: 'first in the order of the criteria' },
  sources: ['attrition', 'subjects'],
}

type FlowStep = 'assessed' | 'held' | 'heldLater' | 'eligible'

/**
 * The flow of subjects: assessed, held for want of an index date, excluded by each criterion, held for another reason,
 * eligible, by site and by arm.
 */
export const analyzeFlow = (
  study: AnalysisPlan,
  { table, rows, arm }: AnalysisSet,
  attrition: readonly AttritionStep[],
): readonly Result[] => {
  const everybody = upTo(table.n)
  const held = select(table.n, subject => table.status[subject] === heldStatus)
  const first = table.reasons.map(reasons => reasons.first)
  const later = held.filter(subject => first[table.reason[subject]!] !== withoutIndexDate)
  const eligibleByArm = countCodes(arm, upTo(rows.length), arms.length - 1)
  const flow = (step: FlowStep, who: string, n: number): Result =>
    makeResult(resultKey(results[step], { who }, 'n'), n, provenance)
  const takenBy = (reason: string, who: string, how: 'excluded' | 'held', n: number): Result =>
    makeResult(resultKey(results.taken, { reason, who }, how), n, provenance)
  const bySite = (step: FlowStep, subjects: Int32Array): readonly Result[] => {
    const counts = countCodes(table.site, subjects, study.sites.length - 1)
    return study.sites.map((site, code) => flow(step, site, counts[code + 1] ?? 0))
  }
  return [
    flow('assessed', '-', table.n),
    ...bySite('assessed', everybody),
    ...attrition
      .filter(({ criterion }) => criterion !== 'held')
      .flatMap(step => {
        const taken = step.criterion === withoutIndexDate ? 'held' : 'excluded'
        return [
          takenBy(step.criterion, '-', taken, step.excluded),
          ...study.sites.map(site => takenBy(step.criterion, site, taken, step.bySite[site] ?? 0)),
          ...arms.map(one => takenBy(step.criterion, one, taken, step.byArm[one] ?? 0)),
        ]
      }),
    flow('held', '-', held.length),
    ...bySite('held', held),
    flow('heldLater', '-', later.length),
    ...bySite('heldLater', later),
    ...countReasons(table, later).map(([reason, n]) => takenBy(reason, '-', 'held', n)),
    flow('eligible', '-', rows.length),
    ...arms.map(one => flow('eligible', one, eligibleByArm[armCode[one] + 1] ?? 0)),
    ...bySite('eligible', rows),
  ]
}

/** How many of some subjects each first reason took away, by the reasons' names. */
const countReasons = (
  { reasons, reason }: SubjectTable,
  subjects: Int32Array,
): readonly (readonly [reason: string, n: number])[] => {
  const byReason = new Map<string, number>()
  countCodes(reason, subjects, reasons.length - 1).forEach((n, place) => {
    const first = reasons[place - 1]?.first
    if (first != null && n > 0) byReason.set(first, (byReason.get(first) ?? 0) + n)
  })
  return [...byReason].sort(([a], [b]) => (a < b ? -1 : 1))
}
