import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { DoorRecord } from '../../harmonize/door/door-record.js'
import { insertBatch, selectRecords } from '../../sql/batches.js'
import { told } from '../../words/told.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

let own: TestDatabase

const record = (row: number, change: Partial<DoorRecord>): DoorRecord => ({
  file: told`labs.xlsx`,
  sheet: told`1 of 2`,
  row,
  subjectKey: 'k1',
  linkKey: null,
  openId: null,
  held: null,
  cells: {},
  ...change,
})

const patients = [record(2, { file: told`patients.csv`, sheet: told`-`, linkKey: 'l1', openId: 'P-1' })]

const labs = [
  record(2, {
    cells: {
      sex: { kind: 'text', text: 'F' },
      visit: { kind: 'date', text: '2024-03', date: isoDate('2024-03-01'), precision: 'month' },
      afp: { kind: 'number', text: '<5', number: 5, shown: true },
      started: { kind: 'number', text: '43890', number: 43890, epoch: 1904 },
      albumin: { kind: 'error', text: told`#N/A` },
    },
  }),
  record(3, { held: told`two rows that differ` }),
]

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await own.store.transaction(transaction =>
    insertBatch(transaction, {
      batch: {
        batch_id: 'b1',
        study: 'example',
        site: 'north',
        mapping_hash: 'mapping',
        code_version: '0',
        key_check: 'key',
        settings_hash: 'settings',
        data_date: null,
        delivered: '[]',
        notes: '[]',
        ingested_at: '2024-04-01T00:00:00.000Z',
        harmonized_at: null,
      },
      mapping: {},
      exports: [],
      files: [
        { fileId: 'patients', records: patients },
        { fileId: 'labs', records: labs.toReversed() },
      ],
      issues: [],
    }),
  )
})

afterAll(() => own.drop())

test('every record of a batch comes back under its file as it passed the door', async () => {
  expect([...(await selectRecords(own.store.database, 'b1'))]).toEqual([
    ['labs', labs],
    ['patients', patients],
  ])
})

test('a batch that was not received has no records', async () => {
  expect((await selectRecords(own.store.database, 'b2')).size).toBe(0)
})
