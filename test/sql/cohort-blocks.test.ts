import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { keepTable, readTable } from '../../activities/outputs/read-table.js'
import { tableOfRanges } from '../../analysis/sets/table-of-ranges.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import { rangeOfRecords } from '../support/range-of-records.js'
import { type CohortColumns, gatherCohort } from '../../cohort/output/gather-cohort.js'
import { cohortSubject } from '../../cohort/output/cohort-subject.js'
import { selectRanges } from '../support/select-ranges.js'
import { withDistinctIds } from '../support/distinct-ids.js'
import { valueInWords } from '../../cohort/value-in-words.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { readSubject } from '../../runs/read-subject.js'
import { packRange } from '../../sql/cohort-blocks.js'
import { insertCohort } from '../../sql/cohorts.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { fileMark } from '../../words/file-marks.js'
import { anyRecords, dayTexts } from '../support/any-record.js'
import { anyStudy } from '../support/any-study.js'
import { contentOfRun } from '../support/content-of-run.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { plainTable } from '../support/plain-table.js'
import { selectStoredCohort } from '../support/stored-cohort.js'

let own: TestDatabase
let content = 0

const db = () => own.store.database

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(db(), 'protocol', 'example', {})
  await insertRun(db(), newRun({ run_id: 'run-1', execution_id: 'execution-1' }))
  content = await contentOfRun(own, 'run-1', 'cohort')
})
afterAll(() => own.drop())

const emptied = async (): Promise<void> => {
  for (const table of ['cohort_block', 'cohort_status', 'cohort_event', 'attrition_step', 'cohort_query'] as const)
    await db().deleteFrom(table).execute()
}

beforeEach(emptied)

const anyCut = fc.option(fc.constantFrom(...dayTexts.slice(5)).map(isoDate))

const anyMade = fc
  .boolean()
  .chain(offsets => fc.record({ study: anyStudy(offsets), records: anyRecords(offsets), dataCut: anyCut }))
  .map(({ study, records, dataCut }) => {
    const named = withDistinctIds(records)
    const ranges = [named.slice(0, 2), named.slice(2)].map(part => rangeOfRecords(part, study.time === 'dates'))
    return { study, n: named.length, made: gatherCohort(study, selectRanges(study, ranges, dataCut), range => range) }
  })

const anyCohort = anyMade.map(({ made }) => made)

const subjectsOf = ({ ranges }: CohortColumns): readonly CohortSubject[] =>
  ranges.flatMap(range => range.subjects.keys.map((_, subject) => cohortSubject(range, subject)))

// A place is kept as the id of its file and the row.
const asKept = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'object' && each !== null && 'fileId' in each
      ? { ...each, file: fileMark(String(each.fileId)), sheet: '-' }
      : each,
  )

const byKey = (subjects: readonly CohortSubject[]) =>
  new Map(subjects.map(subject => [subject.subjectKey, asKept(subject)]))

const stored = async (cohort: CohortColumns): Promise<void> => {
  await emptied()
  await own.store.transaction(transaction =>
    insertCohort(transaction, content, { ...cohort, ranges: cohort.ranges.map(packRange) }),
  )
}

const withoutSources = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'sources'))

test('a cohort that is stored and read back is the one that was computed', async () => {
  await fc.assert(
    fc.asyncProperty(anyCohort, async made => {
      const cohort = await made
      await stored(cohort)
      const back = await selectStoredCohort(own.store, 'run-1')
      expect(byKey(back.subjects)).toEqual(byKey(subjectsOf(cohort)))
      expect(back.attrition).toEqual(cohort.attrition)
      expect(asKept(back.queries)).toEqual(asKept(cohort.queries))
      for (const { displayId, subjectKey } of back.subjects.slice(-1))
        expect(asKept((await readSubject(own.store, 'run-1', displayId))?.subject)).toEqual(
          byKey(back.subjects).get(subjectKey),
        )
      expect(await readSubject(own.store, 'run-1', 'nobody at all')).toBeUndefined()
    }),
    { numRuns: 40 },
  )
})

test('analyses get the table of all columns, though only those that they need are read', async () => {
  await fc.assert(
    fc.asyncProperty(anyMade, async ({ study, n, made }) => {
      const cohort = await made
      await stored(cohort)
      const { table } = await readTable(own.store, study, 'run-1')
      expect(plainTable(table)).toEqual(plainTable(await tableOfRanges(study, n, cohort.ranges)))
    }),
    { numRuns: 40 },
  )
})

test('a table that was kept is taken once, by who lays it out alike', async () => {
  const { study, made } = fc.sample(anyMade, { numRuns: 1, seed: 7 })[0]!
  await stored(await made)
  const read = await readTable(own.store, study, 'run-1')
  keepTable(own.store, study, read)
  expect((await readTable(own.store, study, 'run-1')).table).toBe(read.table)
  expect((await readTable(own.store, study, 'run-1')).table).not.toBe(read.table)
  keepTable(own.store, study, read)
  expect((await readTable(own.store, { ...study, sites: [] }, 'run-1')).table).not.toBe(read.table)
})

const rows = async (view: string, order: string): Promise<readonly unknown[]> =>
  (await sql`select * from ${sql.table(view)} order by ${sql.raw(order)}`.execute(db())).rows

const sorted = (list: readonly unknown[]): readonly string[] => list.map(each => JSON.stringify(each)).sort()

test('the views have a row for what each subject has', async () => {
  await fc.assert(
    fc.asyncProperty(anyCohort, async made => {
      const cohort = await made
      await stored(cohort)
      const subjects = subjectsOf(cohort)
      expect(sorted(await rows('subject_level', 'subject_key'))).toEqual(
        sorted(
          subjects.map(one => ({
            content,
            subject_key: one.subjectKey,
            display_id: one.displayId,
            site: one.site,
            status: one.status,
            first_reason: one.firstReason,
            reasons: one.reasons,
            index_date: one.indexDate,
            arm: one.arm,
            variables: Object.fromEntries(
              Object.entries(one.variables).map(([name, value]) => [name, withoutSources(value)]),
            ),
            covariates: one.covariates,
            subsequent_therapy: one.subsequent?.therapy ?? null,
          })),
        ),
      )
      expect(sorted(await rows('criterion_verdict', 'subject_key, position'))).toEqual(
        sorted(
          subjects.flatMap(one =>
            one.verdicts.map((verdict, position) => ({
              content,
              subject_key: one.subjectKey,
              position,
              criterion: verdict.criterion,
              criterion_kind: verdict.kind,
              truth: verdict.truth,
              outcome: verdict.outcome,
              decided_on: verdict.values,
            })),
          ),
        ),
      )
      expect(sorted(await rows('time_to_event', 'subject_key'))).toEqual(
        sorted(
          subjects.flatMap(one =>
            Object.values(one.endpoints).map(time => ({
              content,
              subject_key: one.subjectKey,
              ...withoutSources(time),
            })),
          ),
        ),
      )
      expect(sorted(await rows('best_response', 'subject_key'))).toEqual(
        sorted(
          subjects.flatMap(one =>
            Object.values(one.responses).map(({ target, response }) => ({
              content,
              subject_key: one.subjectKey,
              target,
              response,
            })),
          ),
        ),
      )
      expect(sorted(await rows('worst_grade', 'subject_key'))).toEqual(
        sorted(
          subjects.flatMap(one =>
            Object.values(one.worstGrades).map(({ category, grade }) => ({
              content,
              subject_key: one.subjectKey,
              category,
              grade,
            })),
          ),
        ),
      )
      expect(sorted(await rows('lineage', 'subject_key'))).toEqual(sorted(subjects.flatMap(one => lineageOf(one))))
    }),
    { numRuns: 40 },
  )
})

const lineageOf = (one: CohortSubject): readonly unknown[] => {
  const of = (derived: string, item: string, sources: CohortSubject['variables'][string]['sources']) =>
    sources.map(({ site, fileId, row }, sequence) => ({
      content,
      subject_key: one.subjectKey,
      derived,
      item,
      sequence,
      site,
      file_id: fileId,
      row,
    }))
  return [
    ...Object.entries(one.variables).flatMap(([name, { sources }]) => of('variable', name, sources)),
    ...Object.values(one.endpoints).flatMap(({ endpoint, sources }) => of('endpoint', endpoint, sources)),
    ...Object.values(one.responses).flatMap(({ target, sources }) => of('response', target, sources)),
    ...Object.values(one.worstGrades).flatMap(({ category, sources }) => of('grade', category, sources)),
    ...(one.subsequent === null ? [] : of('subsequent', one.subsequent.therapy, one.subsequent.sources)),
  ]
}

test('a value is told in words by the view as it is told here', async () => {
  const numbers = [0, 1, -2.5, 0.1 + 0.2, 123456.789, 1e9, 1 / 3, 100]
  const { rows: told } = await sql<{ told: string }>`
    select value_in_words(1, of.number, to_json(of.number), '<', 'g/L', null) as told
    from unnest(${numbers}::float8[]) with ordinality as of(number, place) order by place`.execute(db())
  const words = numbers.map(
    value => `<${valueInWords({ value, relation: '=', unit: null, because: null, sources: [] })} g/L`,
  )
  expect(told.map(each => each.told)).toEqual(words)
})
