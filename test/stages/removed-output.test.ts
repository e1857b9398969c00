import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readRun } from '../../runs/run-context.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { makeOutput } from '../../stages/make-output.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'

let own: TestDatabase
let made = 0

const stage: OutputStage<null, string> = {
  name: 'match',
  decidedBy: ['words/told'],
  writtenBy: ['words/told'],
  reads: () => Promise.resolve({ cohort: 'a hash' }),
  plan: () => null,
  make: () => {
    made += 1
    return Promise.resolve('made')
  },
  hash: text => text,
  rows: () => 1,
  write: () => Promise.resolve(),
}

const clock = (): Date => new Date('2024-04-01T00:00:00Z')

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  for (const run of ['run-1', 'run-2']) await insertRun(own.store.database, newRun({ run_id: run, execution_id: run }))
})

afterAll(() => own.drop())

const attempt = (runId: string, store = own.store): Promise<void> =>
  makeOutput({ store, clock }, stage, runId, () => readRun({ store }, runId))

test('an output that is removed between its finding and the pointing to it is made by the next attempt', async () => {
  await attempt('run-1')
  const removedMeanwhile: TestDatabase['store'] = {
    ...own.store,
    transaction: async work => {
      for (const table of ['run_output', 'output', 'content'] as const)
        await own.store.database.deleteFrom(table).execute()
      return own.store.transaction(work)
    },
  }
  await expect(attempt('run-2', removedMeanwhile)).rejects.toMatchObject({ name: 'OutputGone', patience: 'an hour' })
  expect(made).toBe(1)
  await attempt('run-2')
  expect(made).toBe(2)
  expect(await own.store.database.selectFrom('run_output').select(['run_id', 'found']).execute()).toEqual([
    { run_id: 'run-2', found: false },
  ])
})
