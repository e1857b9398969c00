import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { compareSubjects } from '../../protocol/language/subject-order.js'
import type { PersonFacts } from './person-facts.js'

/** A record of a person who may be met elsewhere, with the day that its subject's time starts. */
export interface LinkedRecord extends PersonFacts {
  readonly linkKey: string
  /** The link id itself, as its hash; null where the record has none and is joined by a decision alone. */
  readonly linkId: string | null
  readonly subjectKey: string
  readonly displayId: string
  readonly site: string
  /** NaN where it is not known. */
  readonly indexDay: number
}

/**
 * Records of persons who are met more than once, by subject key, each with the record that counts instead: the one with
 * the earliest index date, then the site that the study names first, then the subject key. One without an index date
 * comes last. It needs all records with a link of all ranges at once: about 200 bytes each.
 */
export const findDuplicates = (
  { sites }: Pick<CohortPlan, 'sites'>,
  linked: readonly LinkedRecord[],
): ReadonlyMap<string, LinkedRecord> => {
  const siteOrder = new Map(sites.map((site, order) => [site, order]))
  const order = (site: string): number => siteOrder.get(site) ?? sites.length
  const comesFirst = (left: LinkedRecord, right: LinkedRecord): number =>
    compareDays(left.indexDay, right.indexDay) || order(left.site) - order(right.site) || compareSubjects(left, right)
  const counted = new Map<string, LinkedRecord>()
  for (const record of linked) {
    const best = counted.get(record.linkKey)
    if (best === undefined || comesFirst(record, best) < 0) counted.set(record.linkKey, record)
  }
  return new Map(
    linked.flatMap((record): readonly (readonly [string, LinkedRecord])[] => {
      const best = counted.get(record.linkKey)
      return best === undefined || best === record ? [] : [[record.subjectKey, best]]
    }),
  )
}

const compareDays = (left: number, right: number): number => {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
  return left - right
}
