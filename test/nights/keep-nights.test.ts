import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembleReport } from '../../runs/assemble-report.js'
import { reportRun } from '../../cli/report-run.js'
import { insertRun } from '../../sql/runs.js'
import { newRun } from '../support/new-run.js'
import { type ActivityBench, activityBench, stepsOf } from '../activities/performed-run.js'

let made: ActivityBench
let bench: ActivityBench

const db = () => made.database.store.database
const runs = async () => db().selectFrom('run').selectAll().orderBy('opened').execute()
const counts = async (table: 'result' | 'cohort_block' | 'run_site' | 'batch'): Promise<number> =>
  (await db().selectFrom(table).selectAll().execute()).length

beforeAll(async () => {
  made = await activityBench()
  writeFileSync(join(made.study, 'operations.yaml'), 'keep: { nights: 1 }\n')
  bench = { ...made, request: { ...made.request, kind: 'nightly' } }
})

afterAll(() => made.close())

const shown = async (run: string): Promise<string> => {
  const lines: string[] = []
  const print = (line: string): void => {
    lines.push(line)
  }
  await reportRun(made.database.store, run, { print, progress: print, transient: print, interactive: false })
  return lines.join('\n')
}

test('nights beyond those that are kept lose outputs and reports; that they were, and what they used, stays known', async () => {
  for await (const { perform } of stepsOf(bench, 'night-1')) await perform()
  const plant = `insert into batch (batch_id, study, site, mapping_hash, code_version, key_check, data_date, delivered, notes,
    ingested_at, harmonized_at, settings_hash, findings) values ('planted', 'ncctg-lung', 'institutions-01-06', '-', '-', '-',
    null, '[]', '[]', '2020-01-01', null, '-', '[]')`
  await sql.raw(plant).execute(db())
  const [results, subjects] = [await counts('result'), await counts('cohort_block')]
  for await (const { perform } of stepsOf(bench, 'unchanged')) await perform()
  expect((await runs()).map(({ status, outputs_removed_at: gone }) => [status, gone])).toEqual([
    ['final', null],
    ['unchanged', null],
  ])
  const file = join(made.study, 'study.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('Sex and survival in', 'Sex, again, and survival in'))
  for await (const { perform } of stepsOf(bench, 'night-2')) await perform()
  const [first, unchanged, second] = await runs()
  if (first === undefined || unchanged === undefined || second === undefined) throw new Error('two nights were to run')
  expect([first.outputs_removed_at !== null, second.outputs_removed_at]).toEqual([true, null])
  expect(readdirSync(join(made.out, 'ncctg-lung'))).toEqual([second.run_id])
  expect([await counts('result'), await counts('cohort_block')]).toEqual([results, subjects])
  expect(await counts('run_site')).toBe(9)
  expect(await counts('batch')).toBe(3)
  expect(await shown(first.run_id)).toContain('its outputs and report were removed on 2024-04-01')
  expect(await shown(second.run_id)).toContain('FINAL')
  expect((await assembleReport({ store: made.database.store }, second.run_id)).input.previous).toBeNull()
  const events = await db().selectFrom('run_event').selectAll().where('stage', '=', 'keepNights').execute()
  expect(events.map(({ run_id: run, text }) => [run, text])).toEqual([
    [unchanged.run_id, 'removed 1 batch that no run uses'],
    [second.run_id, 'removed the outputs of 2 older nights'],
  ])
})

test('a run by hand that changed nothing keeps the report that it points to', async () => {
  const byHand = { ...made, request: { ...made.request, kind: 'run' as const } }
  for await (const { perform } of stepsOf(byHand, 'by-hand')) await perform()
  const hand = (await runs()).at(-1)
  expect([hand?.status, hand?.kind]).toEqual(['unchanged', 'run'])
  const file = join(made.study, 'study.yaml')
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('Sex, again, and survival in', 'Sex, once more, and survival in'),
  )
  for await (const { perform } of stepsOf(bench, 'night-3')) await perform()
  const folders = readdirSync(join(made.out, 'ncctg-lung'))
  expect(folders).toContain(hand?.equals_run_id)
  expect(await shown(hand?.run_id ?? '')).not.toContain('were removed')
})

test('a night whose files cannot be removed is named, keeps what is known of it, and holds back no other', async () => {
  const file = join(made.study, 'study.yaml')
  const protocol_hash = (await runs())[0]?.protocol_hash ?? ''
  const plant = (run_id: string, out_folder: string) => {
    const row = newRun({ run_id, protocol_hash, study: 'ncctg-lung', kind: 'nightly', status: 'failed', out_folder })
    return insertRun(db(), { ...row, workflow_id: run_id, execution_id: run_id })
  }
  await plant('20240301-020000-0001', made.out)
  // Below a file there is no folder.
  await plant('20240301-020000-0002', file)
  mkdirSync(join(made.out, 'ncctg-lung', '20240301-020000-0001'))
  writeFileSync(file, readFileSync(file, 'utf8').replace('Sex, once more, and', 'Sex, at last, and'))
  for await (const { perform } of stepsOf(bench, 'night-4')) await perform()
  const gone = new Map((await runs()).map(run => [run.run_id, run.outputs_removed_at !== null]))
  expect([gone.get('20240301-020000-0001'), gone.get('20240301-020000-0002')]).toEqual([true, false])
  expect(readdirSync(join(made.out, 'ncctg-lung'))).not.toContain('20240301-020000-0001')
  const last = (await runs()).at(-1)
  const events = await db()
    .selectFrom('run_event')
    .selectAll()
    .where('stage', '=', 'keepNights')
    .orderBy('event_id')
    .execute()
  expect(events.filter(event => event.run_id === last?.run_id).map(({ state, text }) => [state, text])).toEqual([
    ['done', 'removed the outputs of 2 older nights'],
    [
      'failed',
      'the files of night 20240301-020000-0002 could not be removed (ENOTDIR): see to its folder; the next night tries again',
    ],
  ])
})
