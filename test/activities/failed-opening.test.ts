import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRun, RunWithoutProtocol } from '../../activities/run-context.js'
import { notOpened } from '../../installation/not-opened.js'
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
