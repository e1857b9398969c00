import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { headlineOf } from '../../cli/headline-lines.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'

let own: TestDatabase

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
})

afterAll(() => own.drop())

test.each(['running', 'failed', 'cancelled', 'skipped'] as const)('a run that is %s has no headline', async status => {
  const run = await insertRun(own.store.database, newRun({ run_id: `run-${status}`, execution_id: status, status }))
  expect(await headlineOf(own.store, run, false)).toEqual([])
})
