import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { recordsOf } from '../support/records-of.js'
import { partsOf, type ReceivedPart } from '../../harmonize/received-parts.js'
import type { ReceivedSite } from '../../harmonize/received-site.js'
import type { Cell } from '../../sources/source-record.js'
import { PartsComing } from '../../reading/parts-coming.js'
import { insertBatch } from '../../sql/batches.js'
import { type ReceivedParts, selectReceived } from '../../sql/received.js'
import { told } from '../../words/told.js'
import { admitted } from '../support/admitted.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

let own: TestDatabase

const cells: readonly Cell[] = [
  { kind: 'empty' },
  { kind: 'text', text: 'F' },
  { kind: 'date', text: '2024-03', date: isoDate('2024-03-01'), precision: 'month' },
  { kind: 'number', text: '<5', number: 5, shown: true },
  { kind: 'number', text: '43890', number: 43890, epoch: 1904 },
  { kind: 'error', text: told`#N/A` },
  { kind: 'text', text: '{"kind":"text"}' },
  { kind: 'text', text: '' },
]

// More rows than one block has, and not every cell in each of them.
const long = 70_000

const sexes: readonly Cell[] = ['', 'M', 'F'].map(text => (text === '' ? { kind: 'empty' } : { kind: 'text', text }))

const received: ReceivedSite = {
  subjects: { keys: ['kP-Ñ', 'k'], openIds: ['P-Ñ', ''] },
  tables: [
    {
      fileId: 'patients',
      file: told`patients.csv`,
      sheet: told`-`,
      count: 2,
      rows: Int32Array.of(2, 3),
      subjects: Int32Array.of(1, 0),
      links: Int32Array.of(-1, 0),
      linkKeys: ['l1'],
      held: new Map([[1, told`two rows that differ`]]),
      columns: new Map([['the.sex', { codes: Uint8Array.of(1, 0), cells: cells.slice(0, 2) }]]),
    },
    {
      fileId: 'labs',
      file: told`labs.xlsx`,
      sheet: told`1 of 2`,
      count: long,
      rows: Int32Array.from({ length: long }, (_, at) => at + 2),
      subjects: Int32Array.from({ length: long }, (_, at) => at % 2),
      links: null,
      linkKeys: [],
      held: new Map([[long - 1, told`a total`]]),
      columns: new Map([
        ['value', { codes: Uint8Array.from({ length: long }, (_, at) => (at < 17_000 ? at % 5 : at % 8)), cells }],
        ['day', { codes: new Uint8Array(long).fill(2), cells: cells.slice(0, 3) }],
        ['the.sex', { codes: Uint8Array.from({ length: long }, (_, at) => (at < 30_000 ? 1 : 2)), cells: sexes }],
        // More distinct cells than stand once for a table.
        [
          'the.sex.cells',
          {
            codes: Int32Array.from({ length: long }, (_, at) => at),
            cells: cells
              .slice(0, 1)
              .concat(Array.from({ length: long - 1 }, (_, at) => ({ kind: 'text', text: `${at}` }))),
          },
        ],
      ]),
    },
  ],
}

const insert = (
  batchId: string,
  parts: ReceivedParts,
  after: (rows: number) => number = rows => rows,
): Promise<number> =>
  own.store.transaction(async transaction =>
    after(
      await insertBatch(transaction, {
        batch: {
          batch_id: batchId,
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
        received: parts,
        issues: [],
      }),
    ),
  )

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await insert('b1', partsOf(admitted(received)))
})

afterAll(() => own.drop())

test('every row of a batch comes back under its file as it passed the door', async () => {
  expect(recordsOf(await selectReceived(own.store, 'b1'))).toEqual(recordsOf(received))
})

test('a batch that was not received has no records', async () => {
  expect(await selectReceived(own.store, 'b2')).toEqual({ subjects: { keys: [], openIds: null }, tables: [] })
})

test('parts that end in the middle leave nothing behind, and the connection can be asked again', async () => {
  const broken = function* (): Generator<ReceivedPart> {
    for (const part of partsOf(admitted(received))) {
      yield part
      if (part.of === 'rows') throw new Error('the reading ended')
    }
  }
  await expect(insert('b3', broken())).rejects.toThrow('the reading ended')
  expect(await selectReceived(own.store, 'b3')).toEqual({ subjects: { keys: [], openIds: null }, tables: [] })
  expect(await insert('b3', partsOf(admitted(received)))).toBe(long + received.tables[0]!.count)
  expect(await insert('b3', broken())).toBe(0)
})

test('a transaction that the database undid stores nothing of parts that are gone: the exports are read again', async () => {
  const coming = new PartsComing(() => undefined)
  for (const part of partsOf(admitted(received))) coming.put(part)
  coming.end()
  let times = 0
  const deadlocked = (rows: number): number => {
    times += 1
    if (times === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
    return rows
  }
  await expect(insert('b4', coming, deadlocked)).rejects.toMatchObject({ name: 'PartsGone', retryable: true })
  expect(await selectReceived(own.store, 'b4')).toEqual({ subjects: { keys: [], openIds: null }, tables: [] })
  expect(await insert('b4', partsOf(admitted(received)))).toBe(long + received.tables[0]!.count)
})

test('the view has a row for each row', async () => {
  const rows = await own.store.database
    .selectFrom('source_record')
    .selectAll()
    .where('batch_id', '=', 'b1')
    .where('row', 'in', [2, 3, 17_000, long + 1])
    .orderBy('file_id', 'desc')
    .orderBy('row')
    .execute()
  const seen = recordsOf(received).flatMap(({ fileId, records }) =>
    records
      .filter(({ row }) => [2, 3, 17_000, long + 1].includes(row))
      .map(({ linkKey, openId, subjectKey, ...record }) => ({
        batch_id: 'b1',
        file_id: fileId,
        ...record,
        subject_key: subjectKey,
        link_key: linkKey,
        open_id: openId,
      })),
  )
  expect(rows).toEqual(seen)
})
