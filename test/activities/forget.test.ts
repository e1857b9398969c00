import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembleReport } from '../../runs/assemble-report.js'
import { removeRunFolder } from '../../folders/run-folder.js'
import { reportRun } from '../../cli/report-run.js'
import { forgetRows, rowsToForget } from '../../sql/forget.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { tableNames } from '../../sql/tables.js'
import { newRun } from '../support/new-run.js'
import { type ActivityBench, activityBench, stepsOf } from './performed-run.js'

let bench: ActivityBench
let first: string
let second: string

const db = () => bench.database.store.database

const runsInOrder = async () =>
  db().selectFrom('run').selectAll().where('study', '=', 'ncctg-lung').orderBy('opened').execute()

beforeAll(async () => {
  bench = await activityBench()
  for await (const { perform } of stepsOf(bench, 'execution-1')) await perform()
  // Another caliper: the second run has a report of its own, and shares the cohort alone.
  const file = join(bench.study, 'study.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('caliper: 0.2 SD', 'caliper: 0.1 SD'))
  for await (const { perform } of stepsOf(bench, 'execution-2')) await perform()
  const runs = await runsInOrder()
  first = runs[0]?.run_id ?? ''
  second = runs[1]?.run_id ?? ''
  expect(runs.map(run => run.previous_run_id)).toEqual([null, first])
  // Another study in the same database, of which nothing may go.
  await insertProtocol(db(), 'other', 'other', {})
  await insertRun(db(), newRun({ run_id: 'other-1', study: 'other', execution_id: 'o', protocol_hash: 'other' }))
  await db().insertInto('study_key').values({ study: 'other', key_check: 'c', since: '2024-04-01T00:00:00Z' }).execute()
})

afterAll(() => bench.close())

const countsByTable = async (): Promise<Readonly<Record<string, number>>> => {
  const counts: Record<string, number> = {}
  for (const table of tableNames) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db())
    counts[table] = rows[0]?.n ?? 0
  }
  return counts
}

const shown = async (run: string): Promise<string> => {
  const lines: string[] = []
  const print = (line: string): void => {
    lines.push(line)
  }
  await reportRun(bench.database.store, run, { print, progress: print, transient: print, interactive: false })
  return lines.join('\n')
}

test('a run that is forgotten takes its rows and files along, as many as was told, and later runs are shown as before', async () => {
  const before = await countsByTable()
  const told = await bench.database.store.transaction(({ client }) => rowsToForget(client, { runs: [first] }))
  expect(told.find(({ table }) => table === 'run')).toEqual({ table: 'run', rows: 1 })
  expect(told.map(({ table }) => table)).toEqual(
    expect.arrayContaining(['result', 'output', 'run_output', 'run_event', 'mail']),
  )
  // What another run has as well stays.
  expect(told.map(({ table }) => table)).not.toContain('cohort_column')
  expect(await countsByTable()).toEqual(before)
  const [run] = await runsInOrder()
  if (run !== undefined) await removeRunFolder(run)
  await bench.database.store.transaction(({ client }) => forgetRows(client, { runs: [first] }))
  const after = await countsByTable()
  for (const table of tableNames)
    expect((before[table] ?? 0) - (after[table] ?? 0), table).toBe(told.find(one => one.table === table)?.rows ?? 0)
  expect(readdirSync(join(bench.out, 'ncctg-lung'))).toEqual([second])
  expect(after['received_column']).toBe(before['received_column'])
  expect(await shown(second)).toContain('FINAL')
  expect((await assembleReport({ store: bench.database.store }, second)).input.previous).toBeNull()
})

test('a study that is forgotten leaves nothing of its own, and all of another one', async () => {
  const told = await bench.database.store.transaction(({ client }) => rowsToForget(client, { study: 'ncctg-lung' }))
  expect(told.map(({ table }) => table)).toEqual(
    expect.arrayContaining([
      'batch',
      'export',
      'identity_block',
      'mapping',
      'protocol',
      'received_block',
      'received_column',
      'received_keys',
      'shared_block',
      'shared_column',
      'study_key',
    ]),
  )
  for (const run of await runsInOrder()) await removeRunFolder(run)
  await bench.database.store.transaction(({ client }) => forgetRows(client, { study: 'ncctg-lung' }))
  const left = Object.entries(await countsByTable()).filter(([, count]) => count > 0)
  expect(Object.fromEntries(left)).toEqual({ protocol: 1, run: 1, study_key: 1 })
  expect(existsSync(join(bench.out, 'ncctg-lung', second))).toBe(false)
})

test('the judgement of an export that a later, unchanged night leans on stays when its run is forgotten', async () => {
  const nights = await activityBench()
  try {
    for (const night of ['night-1', 'night-2']) for await (const { perform } of stepsOf(nights, night)) await perform()
    const { database } = nights.database.store
    const runs = await database.selectFrom('run').select(['run_id', 'status']).orderBy('opened').execute()
    expect(runs.map(({ status }) => status)).toEqual(['final', 'unchanged'])
    const judged = () => database.selectFrom('acceptance').selectAll().orderBy('site').execute()
    const before = await judged()
    expect(before.map(({ run_id: run }) => run)).toEqual(before.map(() => runs[0]?.run_id))
    await nights.database.store.transaction(({ client }) => forgetRows(client, { runs: [runs[0]?.run_id ?? ''] }))
    expect(await judged()).toEqual(before.map(row => ({ ...row, run_id: runs[1]?.run_id })))
  } finally {
    await nights.close()
  }
})
