import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { keepTable, readTable } from '../../activities/outputs/read-table.js'
import { tableOfRanges } from '../../analysis/sets/table-of-ranges.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import { countKnown, type KnownOfSites } from '../../cohort/output/count-known.js'
import { readSubject } from '../../runs/read-subject.js'
import { selectDisplayIdsOfKeys } from '../../sql/cohort-blocks.js'
import { selectCohortRanges } from '../../sql/cohort-ranges.js'
import { readCohort } from '../../sql/cohorts.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { fileMark } from '../../words/file-marks.js'
import { anyCohort, anyMade, storeCohort, subjectsOf } from '../support/any-cohort.js'
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

// A place is kept as the id of its file and the row.
const asKept = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'object' && each !== null && 'fileId' in each
      ? { ...each, file: fileMark(String(each.fileId)), sheet: '-' }
      : each,
  )

const byKey = (subjects: readonly CohortSubject[]) =>
  new Map(subjects.map(subject => [subject.subjectKey, asKept(subject)]))

test('a cohort that is stored and read back is the one that was computed', async () => {
  await fc.assert(
    fc.asyncProperty(anyCohort, async made => {
      const cohort = await made
      await storeCohort(own, content, cohort)
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

test('subjects are found by their keys, and nobody by a key that none has', async () => {
  await fc.assert(
    fc.asyncProperty(anyCohort, async made => {
      const cohort = await made
      await storeCohort(own, content, cohort)
      const [one] = subjectsOf(cohort)
      const found = await readCohort(own.store, 'run-1', (client, stored) =>
        selectDisplayIdsOfKeys(client, stored, ['nobody', ...(one === undefined ? [] : [one.subjectKey])]),
      )
      expect(found).toEqual(one === undefined ? [] : [one.displayId])
    }),
    { numRuns: 10 },
  )
})

test('of how many subjects each variable is known is counted from the columns of that alone', async () => {
  await fc.assert(
    fc.asyncProperty(anyCohort, async made => {
      const cohort = await made
      await storeCohort(own, content, cohort)
      const counts: KnownOfSites = {}
      await readCohort(own.store, 'run-1', async (client, stored) => {
        for await (const range of selectCohortRanges(client, stored, 'what is known')) countKnown(counts, range)
      })
      const plain: Record<string, Record<string, { known: number; subjects: number }>> = {}
      for (const { site, variables } of subjectsOf(cohort))
        for (const [name, { value }] of Object.entries(variables)) {
          const count = ((plain[site] ??= {})[name] ??= { known: 0, subjects: 0 })
          count.subjects += 1
          if (value !== null) count.known += 1
        }
      // A site of a range without subjects has counts of none.
      const met = Object.entries(counts).filter(([site]) => plain[site] !== undefined)
      expect(Object.fromEntries(met)).toEqual(plain)
    }),
    { numRuns: 40 },
  )
})

test('analyses get the table of all columns, though only those that they need are read', async () => {
  await fc.assert(
    fc.asyncProperty(anyMade, async ({ study, n, made }) => {
      const cohort = await made
      await storeCohort(own, content, cohort)
      const { table } = await readTable(own.store, study, 'run-1')
      expect(plainTable(table)).toEqual(plainTable(await tableOfRanges(study, n, cohort.ranges)))
    }),
    { numRuns: 40 },
  )
})

test('a table that was kept is taken once, by who lays it out alike', async () => {
  const { study, made } = fc.sample(anyMade, { numRuns: 1, seed: 7 })[0]!
  await storeCohort(own, content, await made)
  const read = await readTable(own.store, study, 'run-1')
  keepTable(own.store, study, read)
  expect((await readTable(own.store, study, 'run-1')).table).toBe(read.table)
  expect((await readTable(own.store, study, 'run-1')).table).not.toBe(read.table)
  keepTable(own.store, study, read)
  expect((await readTable(own.store, { ...study, sites: [] }, 'run-1')).table).not.toBe(read.table)
})
