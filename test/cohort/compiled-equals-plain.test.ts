import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangeOfRecords } from '../../cohort/input/range-of-records.js'
import { cohortOfRanges, selectCohort } from '../support/cohort-of-ranges.js'
import { selectRanges } from '../../cohort/select-cohort.js'
import { withDistinctIds } from '../../cohort/selection/distinct-ids.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
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
