import type { Study } from '../protocol/study.js'
import type { AttritionStep, CohortSubject } from './cohort.js'

/**
 * The attrition by first reason: duplicates, then the study's criteria in order, then the held subjects as one step.
 * `bySite` and `byArm` count whom a step takes away; a subject whose arm is not known is in no arm's count.
 */
export const countAttrition = (study: Study, subjects: readonly CohortSubject[]): readonly AttritionStep[] => {
  const criteria = [...study.eligibility.include, ...study.eligibility.exclude].map(({ id }) => id)
  const excluded = ['duplicate-subject', ...criteria].map(criterion => ({
    criterion,
    taken: subjects.filter(({ status, firstReason }) => status === 'excluded' && firstReason === criterion),
  }))
  const steps = [...excluded, { criterion: 'held', taken: subjects.filter(({ status }) => status === 'held') }]
  let remaining = subjects.length
  return steps.map(({ criterion, taken }) => {
    remaining -= taken.length
    return { criterion, excluded: taken.length, remaining, bySite: bySite(study, taken), byArm: byArm(taken) }
  })
}

const bySite = (study: Study, taken: readonly CohortSubject[]): Readonly<Record<string, number>> =>
  Object.fromEntries(study.sites.map(site => [site, taken.filter(subject => subject.site === site).length]))

const byArm = (taken: readonly CohortSubject[]): Readonly<Record<string, number>> =>
  Object.fromEntries(['control', 'treated'].map(arm => [arm, taken.filter(subject => subject.arm === arm).length]))
