import { afterEach, beforeEach, expect, test } from 'vitest'
import { readRun } from '../../runs/run-context.js'
import { runFindings } from '../../runs/run-findings.js'
import { whatChanged } from '../../runs/what-changed.js'
import { selectAcceptances } from '../../sql/acceptances.js'
import { selectBatchExports } from '../../sql/batches.js'
import { insertDecision } from '../../sql/decisions.js'
import { json } from '../../sql/json.js'
import { selectRuns } from '../../sql/runs.js'
import { type HospitalBench, hospitalBench } from './equal-inputs/hospital-bench.js'
import { writeStudy } from './equal-inputs/three-hospitals.js'
import { retold, told } from '../../words/told.js'

let bench: HospitalBench

beforeEach(async () => {
  bench = await hospitalBench()
})

afterEach(() => bench.close())

const first = { version: 0, named: 0, mapping: 0 }

/** Delivers a version of the export of one hospital, runs, and returns how it was judged. */
const judged = async (version: number) => {
  writeStudy(bench.study, { alpha: { ...first, version }, beta: first, gamma: first }, new Set())
  await bench.run({ day: 0, sites: null, dataCut: null })
  const [last] = await selectRuns(bench.store.database, null, 1)
  const all = await selectAcceptances(bench.store.database, last?.run_id ?? '')
  const alpha = all.find(({ site }) => site === 'alpha')
  if (alpha === undefined) throw new Error('the export was not judged')
  return { ...alpha, kinds: alpha.findings.map(({ kind }) => kind) }
}

/** Lets the export of a judgement have been in by a decision that is undone by now. */
const undoneDecision = async ({ run_id, site, batch_id }: Awaited<ReturnType<typeof judged>>): Promise<void> => {
  const { database } = bench.store
  const [file] = await selectBatchExports(database, batch_id)
  const decision_id = '0123abcd'
  await insertDecision(database, {
    decision_id,
    study: 'three-hospitals',
    site,
    export_id: file?.export_id ?? '',
    file_name: retold(file?.file_name ?? ''),
    findings: json([]),
    reason: told`the site said so`,
    decided_by: 'tester',
    decided_at: '2024-07-20T04:00:00Z',
    undone_by: 'tester',
    undone_because: told`the site was wrong`,
    undone_at: '2024-07-20T05:00:00Z',
  })
  await database.insertInto('acceptance_decision').values({ run_id, site, decision_id }).execute()
}

const found = async (runId: string) =>
  (await runFindings(bench.store, runId)).findings.map(({ site, kind, used, effect }) => [site, kind, used, effect])

test('a file that a report used before the last accepted one is an older file, which the report does not use', async () => {
  await judged(0)
  expect(await found((await judged(1)).run_id)).toEqual([])
  const older = await judged(0)
  expect(older).toMatchObject({ outcome: 'refused', kinds: ['older-export'] })
  expect(await found(older.run_id)).toEqual([['alpha', 'older-export', false, 'file refused']])
})

test('a file that an unchanged run used counts as used, and is an older file afterwards', async () => {
  await judged(0)
  const { run_id: unchanged } = await judged(1)
  await bench.store.database.updateTable('run').set({ status: 'unchanged' }).where('run_id', '=', unchanged).execute()
  await judged(2)
  expect(await judged(1)).toMatchObject({ outcome: 'refused', kinds: ['older-export'] })
})

test('a decision lets its very file through, and the next report names it as a cause', async () => {
  await judged(0)
  await judged(1)
  const { findings, batch_id } = await judged(0)
  const [file] = await selectBatchExports(bench.store.database, batch_id)
  await insertDecision(bench.store.database, {
    decision_id: '4567abcd',
    study: 'three-hospitals',
    site: 'alpha',
    export_id: file?.export_id ?? '',
    file_name: retold(file?.file_name ?? ''),
    findings: json(findings),
    reason: told`the site went back to it`,
    decided_by: 'tester',
    decided_at: '2024-07-20T04:00:00Z',
  })
  expect(await judged(0)).toMatchObject({ outcome: 'accepted', kinds: ['older-export'] })
  const [last] = await selectRuns(bench.store.database, null, 1)
  const changes = await whatChanged(bench, await readRun(bench, last?.run_id ?? ''))
  expect(changes.map(({ cause }) => cause)).toEqual(['data', 'decision'])
  expect(changes.at(-1)?.text).toBe('alpha: an export counts by the decision 4567abcd of tester')
  // What was let through stays said, of the file that the numbers are made of.
  expect(await found(last?.run_id ?? '')).toEqual([['alpha', 'older-export', true, 'file refused']])
})

test('a file that was in after the last accepted one, by a decision undone since, is judged anew and is no older file', async () => {
  const whole = await judged(0)
  await undoneDecision(await judged(1))
  const again = await judged(1)
  expect(again.compared_with).toBe(whole.batch_id)
  expect(again.kinds).not.toContain('older-export')
  expect(again.outcome).toBe('accepted')
})
