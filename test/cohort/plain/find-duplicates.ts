import type { Study } from '../../../protocol/language/study.js'
import { compareSubjects } from '../../../protocol/language/subject-order.js'
import type { SubjectRecord } from '../../../cohort/cohort.js'

/** A record with the day that its subject's time starts. */
export interface IndexedRecord {
  readonly record: SubjectRecord
  readonly indexDay: number | null
}

/**
 * Records of persons who are met more than once, by subject key, each with the record that counts instead: the one with
 * the earliest index date, then the site that the study names first, then the subject key. One without an index date
 * comes last.
 */
export const findDuplicates = (study: Study, indexed: readonly IndexedRecord[]): ReadonlyMap<string, SubjectRecord> => {
  const persons = new Map<string, IndexedRecord[]>()
  for (const each of indexed) {
    const { linkKey } = each.record
    if (linkKey === null) continue
    persons.set(linkKey, [...(persons.get(linkKey) ?? []), each])
  }
  const siteOrder = new Map(study.sites.map((site, order) => [site, order]))
  const order = (site: string): number => siteOrder.get(site) ?? study.sites.length
  const duplicates = new Map<string, SubjectRecord>()
  for (const records of persons.values()) {
    const [counted, ...others] = [...records].sort(
      (left, right) =>
        compareDays(left.indexDay, right.indexDay) ||
        order(left.record.site) - order(right.record.site) ||
        compareSubjects(left.record, right.record),
    )
    if (counted === undefined) continue
    for (const other of others) duplicates.set(other.record.subjectKey, counted.record)
  }
  return duplicates
}

const compareDays = (left: number | null, right: number | null): number => {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return left - right
}
