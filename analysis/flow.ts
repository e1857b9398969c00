import type { Cohort, CohortSubject } from '../cohort/cohort.js'
import { withoutIndexDate } from '../cohort/count-attrition.js'
import type { Study } from '../protocol/language/study.js'
import { type Provenance, makeResult } from './results/make-result.js'
import { count } from './results/number-statistics.js'
import { resultKey } from './results/result-key.js'
import type { Result } from './results/result.js'
import { arms } from '../cohort/arms.js'
import { eligibleSubjects } from './sample.js'

const provenance: Provenance = {
  method: 'Count of subjects by first reason',
  settings: { reasons: 'first in the order of the criteria' },
  sources: ['attrition', 'subjects'],
}

/**
 * The flow of subjects: assessed, held for want of an index date, excluded by each criterion, held for another reason,
 * eligible, by site and by arm.
 */
export const analyzeFlow = (study: Study, cohort: Cohort): readonly Result[] => {
  const eligible = eligibleSubjects(cohort.subjects)
  const ofSite = (subjects: readonly CohortSubject[], site: string): number =>
    count(subjects, subject => subject.site === site)
  const held = cohort.subjects.filter(({ status }) => status === 'held')
  const later = held.filter(({ firstReason }) => firstReason !== withoutIndexDate)
  const flow = (what: string, who: string, statistic: string, value: number): Result =>
    makeResult(resultKey('flow', '', what, who, '', statistic), value, provenance)
  return [
    flow('assessed', '', 'n', cohort.subjects.length),
    ...study.sites.map(site => flow('assessed', site, 'n', ofSite(cohort.subjects, site))),
    ...cohort.attrition
      .filter(({ criterion }) => criterion !== 'held')
      .flatMap(({ criterion, excluded, bySite, byArm }) => {
        const taken = criterion === withoutIndexDate ? 'held' : 'excluded'
        return [
          flow(criterion, '', taken, excluded),
          ...study.sites.map(site => flow(criterion, site, taken, bySite[site] ?? 0)),
          ...arms.map(arm => flow(criterion, arm, taken, byArm[arm] ?? 0)),
        ]
      }),
    flow('held', '', 'n', held.length),
    ...study.sites.map(site => flow('held', site, 'n', ofSite(held, site))),
    flow('held-later', '', 'n', later.length),
    ...study.sites.map(site => flow('held-later', site, 'n', ofSite(later, site))),
    ...[...new Set(later.map(({ firstReason }) => firstReason))].sort().flatMap(reason =>
      reason === null
        ? []
        : [
            flow(
              reason,
              '',
              'held',
              count(later, ({ firstReason }) => firstReason === reason),
            ),
          ],
    ),
    flow('eligible', '', 'n', eligible.length),
    ...arms.map(arm =>
      flow(
        'eligible',
        arm,
        'n',
        count(eligible, subject => subject.arm === arm),
      ),
    ),
    ...study.sites.map(site => flow('eligible', site, 'n', ofSite(eligible, site))),
  ]
}
