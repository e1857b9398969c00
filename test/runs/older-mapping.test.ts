import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { givenHash } from '../support/given-hash.js'
import { sharedOfRows } from '../support/shared-of-rows.js'
import { findRanges, rangeReader } from '../../runs/subject-ranges.js'
import { siteSchema } from '../../protocol/language/site.js'
import { insertBatch, selectMapping } from '../../sql/batches.js'
import { registerSubjects } from '../../sql/identities.js'
import { insertProtocol, insertRun, replaceRunSites } from '../../sql/runs.js'
import { replaceHarmonized } from '../../sql/shared-rows.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { told } from '../../words/told.js'

let own: TestDatabase

const at = '2024-04-01T00:00:00.000Z'
const hashOf = (column: string): string => `hash of the mapping of ${column}`

const mappingOf = (column: string) =>
  siteSchema.parse({
    site: 'north',
    label: 'North',
    files: { p: { name: 'p.csv', subject: { column: 'id' } } },
    map: { subject: { from: 'p', sex: column } },
  })

const storeBatch = async (batch: string, column: string): Promise<void> => {
  await own.store.transaction(async transaction => {
    await insertBatch(transaction, {
      batch: {
        batch_id: batch,
        study: 'example',
        site: 'north',
        mapping_hash: hashOf(column),
        code_version: 'c',
        key_check: 'f',
        settings_hash: 's',
        data_date: '2024-03-31',
        delivered: '["subject","subject.sex"]',
        notes: '[]',
        ingested_at: at,
      },
      mapping: mappingOf(column),
      exports: [
        {
          export_id: `export of ${batch}`,
          study: 'example',
          site: 'north',
          file_id: 'p',
          file_name: told`p.csv`,
          bytes: 1,
          rows: 1,
          encoding: 'utf-8',
          sheets: '[]',
          notes: '[]',
          received_on: '2024-03-31',
          received_at: at,
          fates: '{}',
        },
      ],
      received: [],
      issues: [],
    })
    const displayIds = await registerSubjects(transaction, 'example', 'north', { keys: ['k1'], openIds: null })
    const source = { site: 'north', fileId: 'p', file: told`p.csv`, sheet: told`-`, row: 2 }
    const values = { sex: { kind: 'code', code: 'f', received: 'F' } } as const
    const subjects = { keys: ['k1'], linkKeys: [null], held: new Map() }
    await replaceHarmonized(
      transaction,
      batch,
      {
        shared: sharedOfRows([{ domain: 'subject', subjectKey: 'k1', source, values }], subjects, ['p']),
        displayIds,
        issues: [],
        notes: [],
        findings: [],
        rowsHash: givenHash('rows'),
        fates: { p: { shared: 1 } },
        dataDate: '2024-03-31',
      },
      at,
    )
  })
}

const columnsIn = async (runId: string): Promise<readonly (string | undefined)[]> => {
  const columns: (string | undefined)[] = []
  const ranges = await findRanges({ store: own.store }, runId)
  const read = rangeReader({ store: own.store }, ranges, true)
  for (const range of ranges.places.keys()) columns.push((await read(range)).originOf('subject', 0, 'sex')?.column)
  return columns
}

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  for (const [run, batch, column] of [
    ['run-1', 'b1', 'sex'],
    ['run-2', 'b2', 'gender'],
  ] as const) {
    await storeBatch(batch, column)
    await insertRun(own.store.database, newRun({ run_id: run, execution_id: `execution of ${run}` }))
    await replaceRunSites(own.store.database, run, [
      {
        run_id: run,
        site: 'north',
        state: 'fresh',
        batch_id: batch,
        data_date: '2024-03-31',
        mapping_hash: hashOf(column),
        reason: null,
      },
    ])
  }
})

afterAll(() => own.drop())

test('the columns of an older batch are those of the mapping that it was read through, whatever the site says now', async () => {
  expect([await columnsIn('run-1'), await columnsIn('run-2')]).toEqual([['sex'], ['gender']])
})

test('a mapping is kept whole under its hash, and a second batch of that hash leaves it as it is', async () => {
  await storeBatch('b3', 'gender')
  expect(await selectMapping(own.store.database, hashOf('sex'))).toEqual(mappingOf('sex'))
  expect(await selectMapping(own.store.database, hashOf('gender'))).toEqual(mappingOf('gender'))
  expect(await selectMapping(own.store.database, 'another hash')).toBeUndefined()
})
