import fc from 'fast-check'
import { type CohortColumns, gatherCohort } from '../../cohort/output/gather-cohort.js'
import { cohortSubject } from '../../cohort/output/cohort-subject.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { packRange } from '../../sql/cohort-blocks.js'
import { insertCohort } from '../../sql/cohorts.js'
import { compareTexts } from '../../cohort/input/row-order.js'
import { anyRecords, dayTexts } from './any-record.js'
import { anyStudy } from './any-study.js'
import type { TestDatabase } from './database.js'
import { withDistinctIds } from './distinct-ids.js'
import { rangeOfRecords } from './range-of-records.js'
import { selectRanges } from './select-ranges.js'

const anyCut = fc.option(fc.constantFrom(...dayTexts.slice(5)).map(isoDate))

/** A study, how many subjects, and the cohort of two ranges that is selected of them. */
export const anyMade = fc
  .boolean()
  .chain(offsets => fc.record({ study: anyStudy(offsets), records: anyRecords(offsets), dataCut: anyCut }))
  .map(({ study, records, dataCut }) => {
    const inOrder = [...records].sort((one, other) => compareTexts(one.subjectKey, other.subjectKey))
    const named = withDistinctIds(inOrder)
    const ranges = [named.slice(0, 2), named.slice(2)].map(part => rangeOfRecords(part, study.time === 'dates'))
    return { study, n: named.length, made: gatherCohort(study, selectRanges(study, ranges, dataCut), range => range) }
  })

/** A cohort of two ranges. */
export const anyCohort = anyMade.map(({ made }) => made)

/** The subjects of a cohort as objects. */
export const subjectsOf = ({ ranges }: CohortColumns): readonly CohortSubject[] =>
  ranges.flatMap(range => range.subjects.keys.map((_, subject) => cohortSubject(range, subject)))

/** Puts a cohort in the place of those that a database has. */
export const storeCohort = async (own: TestDatabase, content: number, cohort: CohortColumns): Promise<void> => {
  for (const table of ['cohort_block', 'cohort_status', 'cohort_event', 'attrition_step', 'cohort_query'] as const)
    await own.store.database.deleteFrom(table).execute()
  await own.store.transaction(transaction =>
    insertCohort(transaction, content, { ...cohort, ranges: cohort.ranges.map(packRange) }),
  )
}
