import { arms } from '../../../cohort/arms.js'
import type { Study } from '../../../protocol/language/study.js'
import type { AttritionStep, CohortSubject } from '../../../cohort/cohort.js'

/** The step of those without an index date: nothing that a criterion asks about can be known of them, so it comes first. */
export const withoutIndexDate = 'no-index-date'

/**
 * The attrition by first reason: duplicates, then those without an index date, then the study's criteria in order, then
 * whoever else is held as one step. `bySite` and `byArm` count whom a step takes away; a subject whose arm is not known
 * is in no arm's count.
 */
export const countAttrition = (study: Study, subjects: readonly CohortSubject[]): readonly AttritionStep[] => {
  const takenBy = (status: CohortSubject['status'], criterion: string): readonly CohortSubject[] =>
    subjects.filter(subject => subject.status === status && subject.firstReason === criterion)
  const excludedBy = (criterion: string): Taken => ({ criterion, taken: takenBy('excluded', criterion) })
  const held = subjects.filter(({ status, firstReason }) => status === 'held' && firstReason !== withoutIndexDate)
  const steps = [
    excludedBy('duplicate-subject'),
    { criterion: withoutIndexDate, taken: takenBy('held', withoutIndexDate) },
    ...[...study.eligibility.include, ...study.eligibility.exclude].map(({ id }) => excludedBy(id)),
    { criterion: 'held', taken: held },
  ]
  let remaining = subjects.length
  return steps.map(({ criterion, taken }) => {
    remaining -= taken.length
    return { criterion, excluded: taken.length, remaining, bySite: bySite(study, taken), byArm: byArm(taken) }
  })
}

interface Taken {
  readonly criterion: string
  readonly taken: readonly CohortSubject[]
}

const bySite = (study: Study, taken: readonly CohortSubject[]): Readonly<Record<string, number>> =>
  Object.fromEntries(study.sites.map(site => [site, taken.filter(subject => subject.site === site).length]))

const byArm = (taken: readonly CohortSubject[]): Readonly<Record<string, number>> =>
  Object.fromEntries(arms.map(arm => [arm, taken.filter(subject => subject.arm === arm).length]))
