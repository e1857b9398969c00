import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRun, RunWithoutProtocol } from '../../runs/run-context.js'
import { notOpened } from '../../installation/not-opened.js'
import { json } from '../../sql/json.js'
import { upsertSchedule } from '../../sql/schedules.js'
import { told } from '../../words/told.js'
import { type ActivityBench, activityBench } from './performed-run.js'

let bench: ActivityBench

beforeAll(async () => {
  bench = await activityBench()
  writeFileSync(join(bench.study, 'operations.yaml'), 'keeper: { mail: [keeper@example.org] }\n')
  appendFileSync(join(bench.study, 'study.yaml'), '\nnights: broken\n')
})

afterAll(() => bench.close())

test('a night whose study is broken is a failed run with an alarm, once, and knows its keeper (F8)', async () => {
  const { activities, perform, request, database } = bench
  const night = { ...request, kind: 'nightly' as const }
  const failure = { type: told`StudyInvalid`, message: told`study.yaml:90:1: found an unknown key` }
  const record = () => perform(activities.recordFailedOpening, { study: 'ncctg-lung', request: night, failure })
  await record()
  await record()
  const runs = await database.store.database.selectFrom('run').selectAll().execute()
  expect(runs).toMatchObject([
    {
      study: 'ncctg-lung',
      kind: 'nightly',
      status: 'failed',
      exit_code: 5,
      failure: 'StudyInvalid: study.yaml:90:1: found an unknown key',
      operations: { keeper: { mail: ['keeper@example.org'] } },
    },
  ])
  const alarms = await database.store.database.selectFrom('alarm').selectAll().execute()
  expect(alarms).toMatchObject([{ kind: 'run failed', study: 'ncctg-lung', told_at: null }])
  expect(alarms[0]?.words).toContain("StudyInvalid, the study's files are wrong")
  await expect(readRun(database, runs[0]?.run_id ?? '')).rejects.toThrow(RunWithoutProtocol)
})

test('F8: a study whose folder was moved is refused by name, with what to do', async () => {
  const { activities, perform, request } = bench
  rmSync(join(bench.study, 'study.yaml'))
  await expect(perform(activities.openRun, request, 'execution-moved')).rejects.toMatchObject({
    type: 'StudyMoved',
    nonRetryable: true,
    message: expect.stringMatching(/holds no study any more.*schedule set FOLDER.*studies remove/) as string,
  })
})

test('F8: where only the rest of a folder is there, the last run knows the keeper, and before it the set nights', async () => {
  const { activities, perform, request, database } = bench
  const failure = { type: told`StudyMoved`, message: told`moved` }
  const { operations } = await database.store.database.selectFrom('run').select('operations').executeTakeFirstOrThrow()
  const others = { ...request, study: 'moved-study' }
  await upsertSchedule(database.store.database, {
    study: 'moved-study',
    cron: '0 2 * * *',
    zone: 'UTC',
    study_folder: '/moved',
    exports_folder: null,
    out_folder: '/out',
    request: '{}',
    operations: json(operations),
    set_by: 'tester',
    set_at: '2024-04-01T12:00:00.000Z',
  })
  rmSync(join(bench.study, 'operations.yaml'))
  await perform(activities.recordFailedOpening, { study: 'ncctg-lung', request, failure }, 'execution-4')
  await perform(activities.recordFailedOpening, { study: 'moved-study', request: others, failure }, 'execution-5')
  const rows = await database.store.database
    .selectFrom('run')
    .selectAll()
    .where('execution_id', 'in', ['execution-4', 'execution-5'])
    .execute()
  expect(rows.map(row => row.operations)).toMatchObject(
    Array.from({ length: 2 }, () => ({ keeper: { mail: ['keeper@example.org'] } })),
  )
  const alarm = await database.store.database
    .selectFrom('alarm')
    .selectAll()
    .where('study', '=', 'moved-study')
    .executeTakeFirst()
  expect(alarm?.words).toContain('StudyMoved, no study is in its registered folder any more')
})

test('where the whole folder is gone the last run knows the keeper (F8)', async () => {
  const { activities, perform, request, database } = bench
  rmSync(bench.study, { recursive: true })
  const failure = { type: told`StudyInvalid`, message: told`there is no such file` }
  await perform(activities.recordFailedOpening, { study: 'ncctg-lung', request, failure }, 'execution-2')
  const last = await database.store.database
    .selectFrom('run')
    .selectAll()
    .where('execution_id', '=', 'execution-2')
    .executeTakeFirst()
  expect(last?.operations).toMatchObject({ keeper: { mail: ['keeper@example.org'] } })
})

test('a request that could not be opened is a failed run of the study, of which nothing is believed (K1)', async () => {
  const { activities, perform, request, database } = bench
  const failure = { type: told`RequestRefused`, message: told`it was not sealed` }
  const opening = { study: 'ncctg-lung', request: { ...request, ...notOpened, startedBy: 'the director' }, failure }
  await perform(activities.recordFailedOpening, opening, 'execution-3')
  const row = await database.store.database
    .selectFrom('run')
    .selectAll()
    .where('execution_id', '=', 'execution-3')
    .executeTakeFirst()
  expect(row).toMatchObject({ started_by: 'nobody known', study_folder: '-', out_folder: '-', status: 'failed' })
})
