import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { rebuildOutputs } from '../../activities/outputs/rebuild-outputs.js'
import { explainSubject } from '../../cohort/explain-subject.js'
import { assembleReport } from '../../runs/assemble-report.js'
import { explainOutputs } from '../../runs/explain-outputs.js'
import { fileNamesOfRun } from '../../runs/file-names.js'
import { readRun } from '../../runs/run-context.js'
import { pieces } from '../../sql/backup-format.js'
import { selectStoredCohort } from '../../sql/cohorts.js'
import { migrate } from '../../sql/migrate.js'
import { restore } from '../../sql/restore.js'
import { selectPairs, selectResults } from '../../sql/results.js'
import { selectRunOutputs } from '../../sql/run-outputs.js'
import { withLineage } from '../../sql/subject-lineage.js'
import { namedFiles } from '../../words/file-marks.js'
import { checkout } from '../support/cohortium.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'

/*
 * A database of the version 75570f6, as it was after one run of the study ncctg-lung; `backUp` of a later version wrote it.
 * Folders and the account were made neutral.
 */
const file = join(checkout, 'test', 'fixtures', 'databases', 'lung-of-75570f6.backup.gz')

let own: TestDatabase
let runId: string

const db = () => own.store.database

const read = async function* (): AsyncGenerator<Buffer, undefined> {
  yield* pieces(
    (async function* () {
      yield Promise.resolve(gunzipSync(readFileSync(file)))
    })(),
  )
}

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await restore(own.store, read, false)
  await migrate(db())
  runId = (await db().selectFrom('run').select('run_id').executeTakeFirstOrThrow()).run_id
})

afterAll(() => own.drop())

test('the run has its outputs, as it made them', async () => {
  const outputs = await selectRunOutputs(db(), runId)
  expect(outputs.map(({ stage, found, made_by }) => [stage, found, made_by])).toEqual([
    ['cohort', false, runId],
    ['match', false, runId],
    ['analyze', false, runId],
  ])
  expect((await selectResults(db(), runId)).length).toBe(592)
  expect((await selectResults(db(), runId, 'match')).length).toBe(28)
  expect((await selectPairs(db(), runId)).length).toBe(77)
})

test('the cohort is there with the rows behind each value, and their files have names', async () => {
  const { subjects, attrition } = await selectStoredCohort(db(), runId)
  expect([subjects.length, attrition.length]).toEqual([228, 6])
  const subject = subjects.find(({ displayId }) => displayId === '017')
  if (subject === undefined) throw new Error('no subject 017')
  const { study } = await readRun({ store: own.store }, runId)
  const names = await fileNamesOfRun(own.store, runId)
  const parts = explainSubject(study, await withLineage(db(), runId, subject), [])
  const from = parts.flatMap(({ title, lines }) =>
    title === 'Endpoints' ? lines.flatMap(line => line.from.map(place => namedFiles(place, names(subject.site)))) : [],
  )
  expect(from).toEqual(['lung-data.xlsx, Follow-up, row 4'])
})

test('every row of the shared schema has the id of its file', async () => {
  const rows = await db().selectFrom('disposition').select(['file_id', 'row']).execute()
  expect(rows.length).toBe(165)
  expect(rows.every(({ file_id: id }) => id !== '-')).toBe(true)
})

test('its report can be told again, and the next run says that the last one is of an older version', async () => {
  const { input } = await assembleReport({ store: own.store }, runId)
  expect([input.results.length, input.pairs.length]).toEqual([592, 77])
  const explained = await explainOutputs(own.store, { run_id: runId, previous_run_id: runId, afresh: null })
  expect(explained.map(({ because }) => because)).toEqual(Array(3).fill(['the last report is of an older version']))
})

test('it is computed again by its own study, and what has no hash is not called equal', async () => {
  const { outputs, changed } = await rebuildOutputs({ store: own.store, clock: () => new Date() }, runId)
  expect(outputs.map(({ outcome }) => outcome)).toEqual(['no hash', 'no hash', 'no hash'])
  expect(changed.map(({ name }) => name)).toContain('code')
})
