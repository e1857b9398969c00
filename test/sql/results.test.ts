import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeResult } from '../../analysis/results/make-result.js'
import { notReached, resultNote } from '../../analysis/results/result-note.js'
import { insertAnalysis, selectResults } from '../../sql/results.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { contentOfRun } from '../support/content-of-run.js'

let own: TestDatabase

const result = makeResult('survival/all/os/treated/-/median', null, {
  method: 'Kaplan-Meier',
  notes: [notReached, resultNote('counting', '3 rows of 2 people')],
  n: 3,
})

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  await insertRun(own.store.database, newRun({ run_id: 'run-1', execution_id: 'execution-1' }))
  await contentOfRun(own, 'run-1', 'analyze', (transaction, content) =>
    insertAnalysis(transaction, content, { results: [result], curves: [] }),
  )
})

afterAll(() => own.drop())

test('a result comes back as it was made, the kinds of its notes with it', async () => {
  expect(await selectResults(own.store.database, 'run-1')).toEqual([result])
})

test('notes that an older run stored as texts alone still say what is not reached', async () => {
  const texts = JSON.stringify(['Not reached', 'a remark'])
  await sql`update result set body = jsonb_set(body::jsonb, '{notes}', ${texts}::jsonb)::json`.execute(
    own.store.database,
  )
  expect(await selectResults(own.store.database, 'run-1')).toEqual([
    {
      ...result,
      notes: [
        { kind: 'not-reached', text: 'Not reached' },
        { kind: 'unsorted', text: 'a remark' },
      ],
    },
  ])
})
