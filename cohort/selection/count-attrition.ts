import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { arms } from '../arms.js'
import type { AttritionStep } from '../cohort.js'
import type { SubjectColumns } from '../input/subject-range.js'
import { armCodes } from './assign-arms.js'
import type { StatusColumns } from './conclude-statuses.js'
import { duplicateSubject, statuses, withoutIndexDate } from '../statuses.js'

/** How many subjects each step takes away, in all, by site and by arm; counts of ranges add up. */
export interface AttritionCounts {
  readonly assessed: number
  readonly taken: readonly number[]
  /** Steps by sites, the sites in the study's order. */
  readonly bySite: readonly number[]
  /** Steps by arms. */
  readonly byArm: readonly number[]
}

const excluded = statuses.indexOf('excluded')
const heldStatus = statuses.indexOf('held')

/**
 * The steps of the attrition: duplicates, then those without an index date, then the study's criteria in order, then whoever
 * else is held as one step.
 */
const stepsOf = ({ eligibility }: Pick<CohortPlan, 'eligibility'>): readonly string[] => [
  duplicateSubject,
  withoutIndexDate,
  ...[...eligibility.include, ...eligibility.exclude].map(({ id }) => id),
  'held',
]

/** Counts whom the steps take away in one range, by first reason. */
export const countAttrition = (
  study: Pick<CohortPlan, 'eligibility' | 'sites'>,
  subjects: SubjectColumns,
  { statuses: found, reasons, reasonLists }: StatusColumns,
  armOf: Uint8Array,
): AttritionCounts => {
  const steps = stepsOf(study)
  const last = steps.length - 1
  const stepOfList = reasonLists.map(([first]) => steps.indexOf(first ?? ''))
  const siteOf = subjects.sites.map(site => study.sites.indexOf(site))
  const taken = new Array<number>(steps.length).fill(0)
  const bySite = new Array<number>(steps.length * study.sites.length).fill(0)
  const byArm = new Array<number>(steps.length * arms.length).fill(0)
  for (let subject = 0; subject < subjects.count; subject += 1) {
    const status = found[subject]
    if (status !== excluded && status !== heldStatus) continue
    const ofList = stepOfList[reasons[subject]!]!
    const step = status === heldStatus && steps[ofList] !== withoutIndexDate ? last : ofList
    taken[step]! += 1
    const site = siteOf[subjects.site[subject]!]!
    if (site >= 0) bySite[step * study.sites.length + site]! += 1
    const arm = armCodes[armOf[subject]!] ?? null
    if (arm !== null) byArm[step * arms.length + arms.indexOf(arm)]! += 1
  }
  return { assessed: subjects.count, taken, bySite, byArm }
}

const added = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((count, at) => count + (other[at] ?? 0))

/** The attrition of all ranges together; a subject whose arm is not known is in no arm's count. */
export const attritionOf = (
  study: Pick<CohortPlan, 'eligibility' | 'sites'>,
  counts: readonly AttritionCounts[],
): readonly AttritionStep[] => {
  const steps = stepsOf(study)
  const none = (width: number): readonly number[] => new Array<number>(steps.length * width).fill(0)
  const start: AttritionCounts = {
    assessed: 0,
    taken: none(1),
    bySite: none(study.sites.length),
    byArm: none(arms.length),
  }
  const total = counts.reduce(
    (sum, each) => ({
      assessed: sum.assessed + each.assessed,
      taken: added(sum.taken, each.taken),
      bySite: added(sum.bySite, each.bySite),
      byArm: added(sum.byArm, each.byArm),
    }),
    start,
  )
  const countsBy = (names: readonly string[], all: readonly number[], step: number): Readonly<Record<string, number>> =>
    Object.fromEntries(names.map((name, at) => [name, all[step * names.length + at] ?? 0]))
  let remaining = total.assessed
  return steps.map((criterion, step) => {
    const taken = total.taken[step] ?? 0
    remaining -= taken
    return {
      criterion,
      excluded: taken,
      remaining,
      bySite: countsBy(study.sites, total.bySite, step),
      byArm: countsBy(arms, total.byArm, step),
    }
  })
}
