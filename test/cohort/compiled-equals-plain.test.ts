import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SubjectRecord } from '../../cohort/cohort.js'
import { rangeOfRecords } from '../support/range-of-records.js'
import { cohortOfRanges, selectCohort } from '../support/cohort-of-ranges.js'
import { selectRanges } from '../support/select-ranges.js'
import { rangeOfShared } from '../../cohort/input/range-of-shared.js'
import type { SubjectRange } from '../../cohort/input/subject-range.js'
import { withDistinctIds } from '../support/distinct-ids.js'
import { sharedOfRows } from '../support/shared-of-rows.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { siteBlocks } from '../../sql/blocks/block-of-site.js'
import { fileMark } from '../../words/file-marks.js'
import { told } from '../../words/told.js'
import { anyRecords, dayTexts } from '../support/any-record.js'
import { anyStudy } from '../support/any-study.js'
import { selectCohort as selectPlainly } from './plain/select-cohort.js'

const anyCut = fc.option(fc.constantFrom(...dayTexts.slice(5)).map(isoDate))

const anyCase = fc
  .boolean()
  .chain(offsets => fc.record({ study: anyStudy(offsets), records: anyRecords(offsets), dataCut: anyCut }))

test('a compiled study gives each subject what the plain rules give, one subject after the other', () => {
  fc.assert(
    fc.property(anyCase, ({ study, records, dataCut }) => {
      expect(selectCohort(study, records, dataCut)).toEqual(selectPlainly(study, records, dataCut))
    }),
    { numRuns: 250 },
  )
})

/** Records as the store keeps them: files by their marks, no sheets, and the columns behind fields are asked for later. */
const asStored = (record: SubjectRecord): SubjectRecord => ({
  ...record,
  rows: record.rows.map(({ domain, subjectKey, values, source: { site, fileId, row } }) => ({
    domain,
    subjectKey,
    values,
    source: { site, fileId, file: fileMark(fileId), sheet: told`-`, row },
  })),
})

const storedRanges = (records: readonly SubjectRecord[], calendar: boolean, most?: number): readonly SubjectRange[] => {
  const groups = new Map<string, SubjectRecord[]>()
  for (const record of records) {
    const { site, delivered, mapped, nobody } = record
    const key = JSON.stringify([site, delivered, mapped === undefined ? null : [...mapped], nobody])
    groups.set(key, [...(groups.get(key) ?? []), record])
  }
  return [...groups.values()].flatMap(group => {
    const own = [...group].sort((a, b) => (a.subjectKey < b.subjectKey ? -1 : 1))
    const [{ site, delivered, mapped = null, nobody = [] } = own[0]!] = own
    const rows = own.flatMap(record => record.rows)
    const fileIds = [...new Set(rows.map(({ source }) => source.fileId))].sort()
    const held = own.flatMap(({ heldBecause }, at) => (heldBecause === null ? [] : [[at, heldBecause] as const]))
    const subjects = {
      keys: own.map(({ subjectKey }) => subjectKey),
      linkKeys: own.map(({ linkKey }) => linkKey),
      held: new Map(held),
    }
    return [...siteBlocks(sharedOfRows(rows, subjects, fileIds), undefined, most).blocks].map(shared =>
      rangeOfShared(
        {
          site,
          shared,
          displayIds: shared.subjects.keys.map(key => own.find(({ subjectKey }) => subjectKey === key)!.displayId),
          mapping: { delivered: new Set(delivered), nobody, mapped },
          originOf: () => undefined,
        },
        calendar,
      ),
    )
  })
}

test('the columns that the store keeps give what records give', () => {
  fc.assert(
    fc.property(anyCase, fc.constantFrom(1, 2, 4, undefined), ({ study, records, dataCut }, most) => {
      const stored = records.map(asStored)
      // Few values or none stand once for the site, and the others in the blocks.
      const ranges = storedRanges(withDistinctIds(stored), study.time === 'dates', most)
      expect(cohortOfRanges(study, [...selectRanges(study, ranges, dataCut)])).toEqual(
        selectPlainly(study, stored, dataCut),
      )
    }),
    { numRuns: 250 },
  )
})

test('ranges of subjects, however they are split and ordered, give what the whole gives', () => {
  const split = fc.tuple(anyCase, fc.array(fc.nat({ max: 3 }), { minLength: 7, maxLength: 7 }))
  fc.assert(
    fc.property(split, ([{ study, records, dataCut }, parts]) => {
      const named = withDistinctIds(records)
      const ranges = [2, 0, 3, 1].map(part =>
        rangeOfRecords(
          named.filter((_, at) => parts[at] === part),
          study.time === 'dates',
        ),
      )
      // What a range gives is plain data, as another process may have made it.
      const selected = structuredClone([...selectRanges(study, ranges, dataCut)])
      expect(cohortOfRanges(study, selected)).toEqual(selectCohort(study, records, dataCut))
    }),
    { numRuns: 80 },
  )
})
