import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { RecordIssue, SharedRow } from '../../harmonize/shared-row.js'
import { insertBatch } from '../../sql/batches.js'
import { newDisplayIds } from '../../sql/display-ids.js'
import { countSubjects, registerSubjects, selectDisplayIds } from '../../sql/identities.js'
import { selectIssues } from '../../sql/issues.js'
import { rowOfColumns } from '../../harmonize/row-of-columns.js'
import { givenHash } from '../support/given-hash.js'
import { sharedOfRows } from '../support/shared-of-rows.js'
import type { SharedBlock } from '../../sql/blocks/shared-block.js'
import {
  countSharedBlocks,
  replaceHarmonized,
  selectSharedBlock,
  selectSharedDictionary,
} from '../../sql/shared-rows.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { told } from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

let own: TestDatabase

const at = '2024-04-01T00:00:00.000Z'
const source = (row: number) => ({ site: 'north', fileId: 'labs', file: told`{file:labs}`, sheet: told`-`, row })

const rows: readonly SharedRow[] = [
  {
    domain: 'subject',
    subjectKey: 'k1',
    source: source(2),
    values: {
      sex: { kind: 'code', code: 'female', received: '女' },
      birthDate: {
        kind: 'day',
        date: isoDate('1960-02-29'),
        offset: null,
        time: null,
        precision: 'day',
        imputed: false,
        received: '1960年2月29日',
      },
      ageYears: { kind: 'missing', reason: 'not recorded' },
    },
  },
  {
    domain: 'lab',
    subjectKey: 'k1',
    source: source(3),
    values: {
      test: { kind: 'code', code: 'afp', received: '甲胎蛋白' },
      result: {
        kind: 'quantity',
        number: 1210,
        relation: '>',
        unit: 'ng/mL',
        received: '>1,210',
        receivedUnit: 'ng/mL',
      },
      flag: { kind: 'code', code: 'high-high', received: '↑↑' },
      date: {
        kind: 'day',
        date: isoDate('2021-03-05'),
        offset: null,
        time: 25_800,
        precision: 'day',
        imputed: false,
        received: '2021\t3\\5\r\n',
      },
    },
  },
  {
    domain: 'lab',
    subjectKey: 'k1',
    source: source(4),
    values: {
      test: { kind: 'code', code: 'hbsag', received: 'HBsAg' },
      result: { kind: 'code', code: 'positive', received: '+' },
    },
  },
]

const issue: RecordIssue = {
  site: 'north',
  file: told`labs.csv`,
  sheet: told`-`,
  row: 5,
  column: told`结果`,
  subjectKey: 'k1',
  kind: 'implausible-value',
  effect: 'value held',
  message: told`outside 10 to 70 g/L`,
}

const shared = sharedOfRows(
  rows,
  { keys: ['k1', 'k2'], linkKeys: [null, 'l'], held: new Map([[1, told`rows that differ`]]) },
  ['labs'],
)

const nothing = {
  issues: [],
  notes: [],
  findings: [],
  rowsHash: givenHash('rows'),
  fates: {},
  dataDate: '2024-03-31',
} as const

const blocks = async (): Promise<readonly SharedBlock[]> => {
  const count = (await countSharedBlocks(own.store.database, ['b1', 'nobody'])).get('b1') ?? 0
  const dictionary = await selectSharedDictionary(own.store, 'b1')
  const found = await Promise.all(
    Array.from({ length: count }, (_, number) => selectSharedBlock(own.store, 'b1', number, dictionary)),
  )
  expect(await selectSharedBlock(own.store, 'b1', count, dictionary)).toBeUndefined()
  return found.flatMap(block => block ?? [])
}

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  await own.store.transaction(transaction =>
    insertBatch(transaction, {
      batch: {
        batch_id: 'b1',
        study: 'example',
        site: 'north',
        mapping_hash: 'm',
        code_version: 'c',
        key_check: 'f',
        settings_hash: 's',
        data_date: '2024-03-31',
        delivered: '["subject","lab"]',
        notes: '[]',
        ingested_at: at,
      },
      mapping: { site: 'north' },
      exports: [],
      received: [],
      issues: [issue],
    }),
  )
  await own.store.transaction(async transaction => {
    const displayIds = await registerSubjects(transaction, 'example', 'north', { keys: ['k1', 'k2'], openIds: null })
    await replaceHarmonized(transaction, 'b1', { ...nothing, shared, displayIds, issues: [issue] }, at)
  })
})

afterAll(() => own.drop())

test('every value comes back as it was harmonized, with what was received', async () => {
  const [block, ...more] = await blocks()
  if (block === undefined) throw new Error('no block')
  expect(more).toEqual([])
  expect(block.subjects).toEqual(shared.subjects)
  expect(block.displayIds).toEqual(first)
  expect([
    rowOfColumns('north', block, 'subject', 0),
    rowOfColumns('north', block, 'lab', 0),
    rowOfColumns('north', block, 'lab', 1),
  ]).toEqual(rows)
})

test('harmonizing a batch again changes nothing', async () => {
  const none = { subjects: { keys: [], linkKeys: [], held: new Map() }, fileIds: [], domains: {} }
  await own.store.transaction(transaction =>
    replaceHarmonized(transaction, 'b1', { ...nothing, shared: none, displayIds: [] }, at),
  )
  expect((await blocks())[0]?.domains.lab?.count).toBe(2)
})

test('the views have a row for each row, in the columns of the shared schema', async () => {
  const { database } = own.store
  const place = { batch_id: 'b1', subject_key: 'k1', file_id: 'labs', block: 0 }
  expect(await database.selectFrom('subject').selectAll().execute()).toEqual([
    {
      ...place,
      row: 2,
      sex: 'female',
      birth_date: '1960-02-29',
      birth_date_offset: null,
      birth_date_precision: 'day',
      birth_date_imputed: false,
      age_years: null,
      age_years_relation: null,
      received: { sex: { text: '女' }, birthDate: { text: '1960年2月29日' } },
      missing: { ageYears: 'not recorded' },
    },
  ])
  const none = { flag: null, date: null, date_offset: null, date_precision: null, date_imputed: null, date_time: null }
  expect(await database.selectFrom('lab').selectAll().orderBy('row').execute()).toEqual([
    {
      ...place,
      row: 3,
      test: 'afp',
      result_number: 1210,
      result_code: null,
      result_unit: 'ng/mL',
      result_relation: '>',
      flag: 'high-high',
      date: '2021-03-05',
      date_offset: null,
      date_precision: 'day',
      date_imputed: false,
      date_time: '07:10:00',
      received: {
        test: { text: '甲胎蛋白' },
        result: { text: '>1,210', unit: 'ng/mL' },
        flag: { text: '↑↑' },
        date: { text: '2021\t3\\5\r\n' },
      },
      missing: {},
    },
    {
      ...place,
      ...none,
      row: 4,
      test: 'hbsag',
      result_number: null,
      result_code: 'positive',
      result_unit: null,
      result_relation: null,
      received: { test: { text: 'HBsAg' }, result: { text: '+' } },
      missing: {},
    },
  ])
  const { rows: ofOne } = await sql`
    select subject_key, row from lab where batch_id = 'b1' and subject_key = 'k1' and block = shared_block_of('b1', 'k1')
    order by row`.execute(database)
  expect(ofOne).toEqual([
    { subject_key: 'k1', row: 3 },
    { subject_key: 'k1', row: 4 },
  ])
  expect(await database.selectFrom('batch_subject').selectAll().execute()).toEqual([
    { batch_id: 'b1', subject_key: 'k1', link_key: null, held_because: null },
    { batch_id: 'b1', subject_key: 'k2', link_key: 'l', held_because: 'rows that differ' },
  ])
})

test('a function has every value of one subject, and nobody else’s', async () => {
  const { rows: found } = await sql`select * from shared_values_of('b1', 'k1')`.execute(own.store.database)
  const of = (domain: string, row: number, field: string) => ({ domain, file_id: 'labs', row, field })
  const none = { code: null, number: null, relation: null, unit: null, received_unit: null }
  const noDay = { date: null, day_offset: null, precision: null, imputed: null }
  const day = { ...none, kind: 'day', day_offset: null, precision: 'day', imputed: false }
  const code = { ...none, ...noDay, kind: 'code' }
  const quantity = { ...none, ...noDay, kind: 'quantity', number: 1210, relation: '>', unit: 'ng/mL' }
  expect(found).toEqual([
    { ...of('lab', 3, 'date'), ...day, date: '2021-03-05', received: '2021\t3\\5\r\n' },
    { ...of('lab', 3, 'flag'), ...code, code: 'high-high', received: '↑↑' },
    { ...of('lab', 3, 'result'), ...quantity, received: '>1,210', received_unit: 'ng/mL' },
    { ...of('lab', 4, 'result'), ...code, code: 'positive', received: '+' },
    { ...of('lab', 3, 'test'), ...code, code: 'afp', received: '甲胎蛋白' },
    { ...of('lab', 4, 'test'), ...code, code: 'hbsag', received: 'HBsAg' },
    { ...of('subject', 2, 'ageYears'), ...none, ...noDay, kind: 'not recorded', received: null },
    { ...of('subject', 2, 'birthDate'), ...day, date: '1960-02-29', received: '1960年2月29日' },
    { ...of('subject', 2, 'sex'), ...code, code: 'female', received: '女' },
  ])
  for (const other of ['k2', 'k9'])
    expect((await sql`select from shared_values_of('b1', ${other})`.execute(own.store.database)).rows).toEqual([])
})

test('a function has one field of all subjects', async () => {
  const of = async (field: string) =>
    (await sql`select * from shared_variable('b1', ${field}) order by row`.execute(own.store.database)).rows
  const none = { subject_key: 'k1', code: null, number: null, date: null }
  expect(await of('lab.result')).toEqual([
    { ...none, row: 3, kind: 'quantity', number: 1210 },
    { ...none, row: 4, kind: 'code', code: 'positive' },
  ])
  expect(await of('lab.date')).toEqual([{ ...none, row: 3, kind: 'day', date: '2021-03-05' }])
  expect(await of('subject.ageYears')).toEqual([{ ...none, row: 2, kind: 'not recorded' }])
  await expect(of('subject.nothing')).rejects.toThrow('batch "b1" has no field "subject.nothing"')
})

test('subjects of a batch are counted; where a site brings no batch there are none', async () => {
  expect(await countSubjects(own.store.database, 'b1')).toBe(2)
  expect(await countSubjects(own.store.database, 'b2')).toBe(0)
  expect(await countSubjects(own.store.database, null)).toBe(0)
})

test('display ids are given for the subjects that are asked for', async () => {
  const shown = await selectDisplayIds(own.store.database, 'example', ['k2', 'k9'])
  expect([...shown]).toEqual([['k2', first[1]]])
  expect((await selectDisplayIds(own.store.database, 'example', [])).size).toBe(0)
})

const first = newDisplayIds('north', [], ['k1', 'k2'])

test('display ids go by the keyed hashes and last when new subjects come', async () => {
  await own.store.transaction(transaction =>
    registerSubjects(transaction, 'example', 'north', { keys: ['k0', 'k1'], openIds: null }),
  )
  const all = await own.store.database
    .selectFrom('subject_identity')
    .select(['subject_key', 'display_id'])
    .orderBy('subject_key')
    .execute()
  expect(all).toEqual([
    { subject_key: 'k0', display_id: newDisplayIds('north', first, ['k0'])[0] },
    { subject_key: 'k1', display_id: first[0] },
    { subject_key: 'k2', display_id: first[1] },
  ])
})

test('an open id is shown as it is, unless somebody of the site is shown by it already', async () => {
  const [taken = ''] = first
  const register = (keys: readonly string[], openIds: readonly string[]) =>
    own.store.transaction(transaction => registerSubjects(transaction, 'example', 'north', { keys, openIds }))
  const shown = await register(['m1', 'm2', 'm3'], ['017', taken, ''])
  expect(shown[0]).toBe('017')
  expect(new Set([...first, ...shown]).size).toBe(5)
  expect(shown.slice(1).every(id => /^north-\d{4}$/.test(id))).toBe(true)
  expect(await register(['k1', 'm0', 'm1', 'm2'], ['', '018', 'other', ''])).toEqual([first[0], '018', '017', shown[1]])
})

test('issues of the door and of harmonization stand in one list with display ids', async () => {
  const issues = await selectIssues(own.store.database, 'b1', 'north')
  expect(issues).toEqual([
    { ...issue, displayId: first[0] },
    { ...issue, displayId: first[0] },
  ])
})
