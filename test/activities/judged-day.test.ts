import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainOutputs } from '../../runs/explain-outputs.js'
import type { RunRow } from '../../sql/runs.js'
import { upsertSchedule } from '../../sql/schedules.js'
import { readHere } from '../support/read-here.js'
import { type ActivityBench, activityBench, nightOf } from './performed-run.js'

let bench: ActivityBench
let nights = 0

beforeAll(async () => {
  bench = await activityBench({}, { recipients: ['reader@example.org'], sendMail: null }, { readSite: readHere })
})

afterAll(() => bench.close())

const night = (): Promise<RunRow> => nightOf(bench, `night-${String((nights += 1))}`)

const madeBy = async (run: RunRow): Promise<readonly string[]> =>
  (await explainOutputs(bench.database.store, run)).map(
    ({ stage, foundOf }) => `${stage} ${foundOf === null ? 'made' : 'found'}`,
  )

const letterOf = ({ run_id: runId }: RunRow): string => {
  const folder = join(bench.out, 'ncctg-lung', runId, 'mail')
  const text = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')
  return text.replace(/=\r?\n/g, '').replace(/\s+/g, ' ')
}

const found = ['cohort found', 'match found', 'analyze found']

const goOn = (): Promise<void> =>
  upsertSchedule(bench.database.store.database, {
    study: 'ncctg-lung',
    cron: '0 2 * * *',
    zone: 'UTC',
    study_folder: bench.study,
    exports_folder: null,
    out_folder: bench.out,
    request: '{}',
    operations: '{}',
    set_by: 'tester',
    set_at: '2024-04-01T00:00:00.000Z',
  })

test('a study without nights may be as old as it likes', async () => {
  const first = await night()
  bench.goBy(400)
  const second = await night()
  expect([first.judgements, second.judgements, second.status]).toEqual([[], [], 'unchanged'])
})

test('a day on which data become old makes a new report, which says so, and nothing else again', async () => {
  await goOn()
  const run = await night()
  expect(run.judgements).toHaveLength(3)
  expect(run.judgements[0]).toMatchObject({ site: 'institutions-01-06', kind: 'silent', waivedUntil: null })
  expect([run.status, await madeBy(run)]).toEqual(['final', found])
  expect(letterOf(run)).toMatch(/- day: institutions-01-06: its last export came on .* older than 7 days; ask the site/)
  const next = await night()
  expect([next.status, next.equals_run_id]).toEqual(['unchanged', run.run_id])
})

test('a waiver holds until its last day; the day after makes a new report, and nothing else again', async () => {
  const lastDay = '2025-05-20'
  const waiver = `{ site: institutions-01-06, until: ${lastDay}, by: A. Name, because: the hospital moves }`
  appendFileSync(join(bench.study, 'operations.yaml'), `waivers:\n  - ${waiver}\n`)
  const waived = await night()
  expect(waived.started_at < `${lastDay}T`).toBe(true)
  expect([waived.status, await madeBy(waived)]).toEqual(['final', found])
  expect(waived.judgements[0]).toMatchObject({ waivedUntil: lastDay, waivedBy: 'A. Name' })
  expect(letterOf(waived)).toContain(`waived until ${lastDay} by A. Name.`)
  expect((await night()).status).toBe('unchanged')
  bench.goBy(30)
  const expired = await night()
  expect(expired.started_at > `${lastDay}T23:59`).toBe(true)
  expect([expired.status, await madeBy(expired)]).toEqual(['final', found])
  expect(expired.judgements[0]).toMatchObject({ waivedUntil: null, waivedBy: null })
  expect((await night()).status).toBe('unchanged')
})
