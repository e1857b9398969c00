import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sweepLitter } from '../../folders/sweep-litter.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'

let own: TestDatabase
let out: string

const runs = {
  failed: '20240401-020000-0001',
  cancelled: '20240401-020000-0002',
  running: '20240401-020000-0003',
  final: '20240401-020000-0004',
} as const
const unknown = '20240401-020000-ffff'

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  out = mkdtempSync(join(tmpdir(), 'cohortium-litter-'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  for (const [status, run_id] of Object.entries(runs))
    await insertRun(own.store.database, newRun({ run_id, execution_id: run_id, status: status as keyof typeof runs }))
})

afterAll(async () => {
  await own.drop()
  rmSync(out, { recursive: true, force: true })
})

const leave = (name: string): void => {
  mkdirSync(join(out, name))
  writeFileSync(join(out, name, 'pairs.csv'), name)
}

test('F13: what killed runs left half written goes with the next run; what others hold or replaced stays', async () => {
  for (const run of [...Object.values(runs), unknown]) leave(`.${run}.partial`)
  leave(runs.failed)
  leave(`.${runs.failed}.partial.replaced`)
  leave(`.${runs.final}.partial.replaced`)
  leave('.notes.partial')
  await sweepLitter(own.store, out)
  expect(readdirSync(out).sort()).toEqual(
    [`.${runs.running}.partial`, `.${unknown}.partial`, '.notes.partial', runs.failed, runs.final].sort(),
  )
  // Killed between the two renames, the report of before is the only one there is.
  expect(readFileSync(join(out, runs.final, 'pairs.csv'), 'utf8')).toBe(`.${runs.final}.partial.replaced`)
})

test('an output folder that is not there yet has no litter', async () => {
  await sweepLitter(own.store, join(out, 'nowhere'))
})
