import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { partsOf } from '../../harmonize/received-parts.js'
import { insertBatch } from '../../sql/batches.js'
import { insertProtocol, insertRun } from '../../sql/runs.js'
import { sweepBatches } from '../../sql/sweep-batches.js'
import { told } from '../../words/told.js'
import { admitted } from '../support/admitted.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'

let own: TestDatabase
const db = () => own.store.database
const keptSince = '2024-05-01T00:00:00.000Z'

const batch = (id: string, change: { study?: string; at?: string } = {}): Promise<number> => {
  const { study = 'example', at = '2024-04-01T00:00:00.000Z' } = change
  return own.store.transaction(transaction =>
    insertBatch(transaction, {
      batch: {
        batch_id: id,
        study,
        site: 'north',
        mapping_hash: 'mapping',
        code_version: '0',
        key_check: 'key',
        settings_hash: 'settings',
        data_date: null,
        delivered: '[]',
        notes: '[]',
        ingested_at: at,
        harmonized_at: null,
      },
      mapping: {},
      exports: [
        {
          export_id: `bytes of ${id}`,
          study,
          site: 'north',
          file_id: 'patients',
          bytes: 1,
          received_at: at,
          file_name: told`patients.csv`,
          rows: 1,
          encoding: 'utf-8',
          sheets: '[]',
          notes: '[]',
          received_on: null,
          fates: '{}',
        },
      ],
      received: partsOf(
        admitted({
          subjects: { keys: ['subject'], openIds: null },
          tables: [
            {
              fileId: 'patients',
              file: told`patients.csv`,
              sheet: told`-`,
              count: 1,
              rows: Int32Array.of(2),
              subjects: Int32Array.of(0),
              links: null,
              linkKeys: [],
              held: new Map(),
              columns: new Map(),
            },
          ],
        }),
      ),
      issues: [],
    }),
  )
}

const run = (id: string, outputsRemoved: boolean) =>
  insertRun(db(), newRun({ run_id: id, execution_id: id, kind: 'nightly', status: 'final' })).then(() =>
    outputsRemoved
      ? db()
          .updateTable('run')
          .set({ outputs_removed_at: '2024-05-02T00:00:00.000Z' })
          .where('run_id', '=', id)
          .execute()
      : [],
  )

const judged = (runId: string, site: string, batchId: string, compared: string | null = null) =>
  db()
    .insertInto('acceptance')
    .values({
      run_id: runId,
      site,
      batch_id: batchId,
      compared_with: compared,
      outcome: 'refused',
      findings: '[]',
      questions: '[]',
    })
    .execute()

const decided = (id: string, batchId: string, undone: boolean) =>
  db()
    .insertInto('decision')
    .values({
      decision_id: id,
      study: 'example',
      site: 'north',
      export_id: `bytes of ${batchId}`,
      file_name: told`patients.csv`,
      findings: '[]',
      reason: told`the site confirmed it`,
      decided_by: 'tester',
      decided_at: '2024-04-02T00:00:00.000Z',
      ...(undone ? { undone_by: 'tester', undone_because: told`wrong`, undone_at: '2024-04-03T00:00:00.000Z' } : {}),
    })
    .execute()

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(db(), 'protocol', 'example', {})
  for (const id of ['used', 'compared', 'last-judged', 'told', 'decided', 'orphan', 'refused', 'undone'])
    await batch(id)
  await batch('young', { at: '2024-05-03T00:00:00.000Z' })
  await batch('of-another', { study: 'another' })
  await run('night-1', true)
  await run('by-hand', false)
  await run('night-2', true)
  await run('night-3', false)
  const site = { data_date: null, mapping_hash: 'mapping', failure_kind: null, reason: null, state: 'fresh' as const }
  await db()
    .insertInto('run_site')
    .values({ ...site, run_id: 'night-1', site: 'north', batch_id: 'used' })
    .execute()
  await judged('night-1', 'north', 'refused')
  await judged('by-hand', 'north', 'told')
  await judged('night-3', 'north', 'used', 'compared')
  await judged('night-2', 'closed-site', 'last-judged')
  await decided('decision-1', 'decided', false)
  await decided('decision-2', 'undone', true)
  await decided('decision-3', 'refused', true)
  await db()
    .insertInto('acceptance_decision')
    .values({ run_id: 'night-1', site: 'north', decision_id: 'decision-3' })
    .execute()
})

afterAll(() => own.drop())

const batches = async (
  table: 'batch' | 'source_record' | 'received_column' | 'received_keys' | 'batch_export',
): Promise<readonly string[]> =>
  (await db().selectFrom(table).select('batch_id').distinct().orderBy('batch_id').execute()).map(row => row.batch_id)

test('batches of before that no run uses and nothing waits for go whole; all others stay', async () => {
  expect(await sweepBatches(own.store, 'example', keptSince)).toBe(3)
  const stay = ['compared', 'decided', 'last-judged', 'of-another', 'told', 'used', 'young']
  for (const table of ['batch', 'source_record', 'received_column', 'received_keys', 'batch_export'] as const)
    expect(await batches(table)).toEqual(stay)
  expect(
    await db().selectFrom('acceptance').select(['run_id', 'site']).where('batch_id', '=', 'refused').execute(),
  ).toEqual([])
  expect(await sweepBatches(own.store, 'example', keptSince)).toBe(0)
})

test('that their exports were received stays known, so that the day of their receipt does', async () => {
  const received = await db().selectFrom('export').select('export_id').where('study', '=', 'example').execute()
  expect(received).toHaveLength(9)
})

test('what the sweep took comes again as new when the export does', async () => {
  await batch('orphan')
  expect(await batches('source_record')).toContain('orphan')
})
