import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cohortHash } from '../../activities/outputs/hash-cohort.js'
import { tableOfRanges } from '../../analysis/sets/table-of-ranges.js'
import type { SubjectRecord } from '../../cohort/cohort.js'
import { rangeOfRecords } from '../support/range-of-records.js'
import { type CohortColumns, gatherCohort } from '../../cohort/output/gather-cohort.js'
import { selectRanges } from '../support/select-ranges.js'
import { withDistinctIds } from '../support/distinct-ids.js'
import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { isoDate, type IsoDate } from '../../protocol/schema/iso-date.js'
import { anyRecords, dayTexts } from '../support/any-record.js'
import { anyStudy } from '../support/any-study.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { plainTable } from '../support/plain-table.js'
import { tableOfCohort } from '../support/table-of-cohort.js'

const anyCut = fc.option(fc.constantFrom(...dayTexts.slice(5)).map(isoDate))

const anyCase = fc
  .boolean()
  .chain(offsets => fc.record({ study: anyStudy(offsets), records: anyRecords(offsets), dataCut: anyCut }))

const anySizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 8, maxLength: 8 })

const inRangesOf = (
  sizes: readonly number[],
  study: CohortPlan,
  records: readonly SubjectRecord[],
  dataCut: IsoDate | null,
): Promise<CohortColumns> => {
  const named = withDistinctIds(records)
  let from = 0
  const ranges = sizes.map(size => rangeOfRecords(named.slice(from, (from += size)), study.time === 'dates'))
  ranges.push(rangeOfRecords(named.slice(from), study.time === 'dates'))
  return gatherCohort(study, selectRanges(study, ranges, dataCut), range => range)
}

const hashCohort = (cohort: CohortColumns): string => {
  const hash = cohortHash()
  for (const range of cohort.ranges) hash.add(range)
  return hash.digest(cohort)
}

test('the hash of a cohort and its counts do not depend on where its ranges end', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, anySizes, async ({ study, records, dataCut }, sizes) => {
      const [whole, parted] = [
        await inRangesOf([], study, records, dataCut),
        await inRangesOf(sizes, study, records, dataCut),
      ]
      expect(hashCohort(parted)).toBe(hashCohort(whole))
      expect(new Set(parted.subjectCounts)).toEqual(new Set(whole.subjectCounts))
      expect(new Set(parted.eventCounts)).toEqual(new Set(whole.eventCounts))
      expect(parted.attrition).toEqual(whole.attrition)
      expect(parted.queries).toEqual(whole.queries)
    }),
    { numRuns: 60 },
  )
})

test('cohorts of other values have another hash', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, anyCase, async (one, other) => {
      const hashes = [one, other].map(async ({ study, records, dataCut }) =>
        hashCohort(await inRangesOf([], study, records, dataCut)),
      )
      const [first, second] = await Promise.all(hashes)
      const same = (given: typeof one) => JSON.stringify(selectCohort(given.study, given.records, given.dataCut))
      if (same(one) !== same(other)) expect(second).not.toBe(first)
    }),
    { numRuns: 60 },
  )
})

test('analyses get of ranges the table that they would get of subjects as objects', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, anySizes, async ({ study, records, dataCut }, sizes) => {
      const { ranges } = await inRangesOf(sizes, study, records, dataCut)
      const { subjects } = selectCohort(study, records, dataCut)
      const named = new Map(subjects.map(subject => [subject.subjectKey, subject]))
      const inOrder = withDistinctIds(records).flatMap(({ subjectKey }) => named.get(subjectKey) ?? [])
      expect(plainTable(await tableOfRanges(study, records.length, ranges))).toEqual(
        plainTable(tableOfCohort(study, inOrder)),
      )
    }),
    { numRuns: 80 },
  )
})
