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
import { countSubjectsOfStatus } from '../../sql/cohort-counts.js'
import { selectAttrition } from '../../sql/cohorts.js'
import { readPairs } from '../../runs/read-pairs.js'
import { readSubject } from '../../runs/read-subject.js'
import { migrate } from '../../sql/migrate.js'
import { selectReceived } from '../../sql/received.js'
import { restore } from '../../sql/restore.js'
import { selectResults } from '../../sql/results.js'
import { selectRunOutputs } from '../../sql/run-outputs.js'
import { namedFiles } from '../../words/file-marks.js'
import { checkout } from '../support/cohortium.js'
import { recordsOf } from '../support/records-of.js'
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
  expect([...(await readPairs(own.store, runId)).pairs].length).toBe(77)
})

test('its attrition, its counts and whom it matched are there; of each subject the account says how to make it', async () => {
  expect((await selectAttrition(db(), runId)).length).toBe(6)
  expect(await countSubjectsOfStatus(db(), runId, 'eligible')).toBe(213)
  const [first] = (await readPairs(own.store, runId)).pairs
  expect(first).toMatchObject({ pair: 1 })
  await expect(readSubject(own.store, runId, '017')).rejects.toThrow(
    `run ${runId} keeps no account of each subject: an older version made it, or newer nights took its place; make it again with: cohortium rebuild ${runId}`,
  )
})

test('every received row is there, and read alike by the program and by the view', async () => {
  const seen = await db().selectFrom('source_record').select(['batch_id', 'file_id', 'row', 'cells']).execute()
  expect(seen.length).toBe(661)
  expect(seen.find(({ file_id: file, row }) => file === 'enrolment' && row === 10)?.cells).toMatchObject({
    'Subject/Sex': { kind: 'text', text: 'Female' },
    'Subject/Age': { kind: 'number', number: 60, text: '60' },
  })
  const read = new Map<string, unknown>()
  for (const { batch_id: batch } of await db().selectFrom('batch').select('batch_id').execute())
    for (const { fileId, records } of recordsOf(await selectReceived(own.store, batch)))
      for (const { row, cells } of records) read.set(`${batch} ${fileId} ${String(row)}`, cells)
  expect(read).toEqual(
    new Map(seen.map(({ batch_id, file_id, row, cells }) => [`${batch_id} ${file_id} ${row}`, cells])),
  )
})

test('every row of the shared schema has the id of its file', async () => {
  const rows = await db().selectFrom('disposition').select(['file_id', 'row']).execute()
  expect(rows.length).toBe(165)
  expect(rows.every(({ file_id: id }) => id !== '-')).toBe(true)
})

test('its report can be told again, and the next run says that the last one is of an older version', async () => {
  const { input } = await assembleReport({ store: own.store }, runId)
  expect([input.results.length, [...input.pairs].length]).toEqual([592, 77])
  const explained = await explainOutputs(own.store, { run_id: runId, previous_run_id: runId, afresh: null })
  expect(explained.map(({ because }) => because)).toEqual(Array(3).fill(['the last report is of an older version']))
})

test('rebuilt by its own study, it has an account of each subject again, and its results stay as they were', async () => {
  const before = await selectResults(db(), runId)
  const pairs = [...(await readPairs(own.store, runId)).pairs]
  const { outputs, changed } = await rebuildOutputs({ store: own.store, clock: () => new Date() }, runId)
  expect(outputs.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'no hash'])
  expect(changed.map(({ name }) => name)).toContain('code')
  expect(await selectResults(db(), runId)).toEqual(before)
  expect([...(await readPairs(own.store, runId)).pairs]).toEqual(pairs)
  const { study } = await readRun({ store: own.store }, runId)
  const names = await fileNamesOfRun(own.store, runId)
  const found = await readSubject(own.store, runId, '017')
  if (found === undefined) throw new Error('no subject 017')
  const from = explainSubject(study, found.subject, []).flatMap(({ title, lines }) =>
    title === 'Endpoints'
      ? lines.flatMap(line => line.from.map(place => namedFiles(place, names(found.subject.site))))
      : [],
  )
  expect(from).toEqual(['lung-data.xlsx, Follow-up, row 4'])
})
