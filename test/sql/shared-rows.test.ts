import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { RecordIssue, SharedRow } from '../../harmonize/shared-row.js'
import { insertBatch } from '../../sql/batches.js'
import { newDisplayIds } from '../../sql/display-ids.js'
import { countSubjects, registerSubjects, selectDisplayIds, selectIdentities } from '../../sql/identities.js'
import { selectIssues } from '../../sql/issues.js'
import { replaceHarmonized, selectSharedRows } from '../../sql/shared-rows.js'
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
      date: {
        kind: 'day',
        date: isoDate('2021-03-05'),
        offset: null,
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
      files: [],
      issues: [issue],
    }),
  )
  await own.store.transaction(async transaction => {
    await registerSubjects(transaction, 'example', 'north', [
      { subjectKey: 'k2', openId: null },
      { subjectKey: 'k1', openId: null },
    ])
    await replaceHarmonized(
      transaction,
      'b1',
      {
        rows,
        issues: [issue],
        notes: [],
        findings: [],
        rowsHash: 'rows',
        dataDate: '2024-03-31',
        subjects: [
          { subjectKey: 'k1', linkKey: null, heldBecause: null },
          { subjectKey: 'k2', linkKey: 'l', heldBecause: told`rows that differ` },
        ],
      },
      at,
    )
  })
})

afterAll(() => own.drop())

test('every value comes back as it was harmonized, with what was received', async () => {
  const stored = await selectSharedRows(own.store.database, 'b1', 'north')
  expect([...stored.keys()]).toEqual(['k1'])
  expect(stored.get('k1')).toEqual(rows)
})

test('harmonizing a batch again changes nothing', async () => {
  await own.store.transaction(transaction =>
    replaceHarmonized(
      transaction,
      'b1',
      { rows: [], issues: [], notes: [], findings: [], rowsHash: 'rows', dataDate: '2024-03-31', subjects: [] },
      at,
    ),
  )
  expect((await selectSharedRows(own.store.database, 'b1', 'north')).get('k1')).toHaveLength(3)
})

test('subjects of a batch are counted; where a site brings no batch there are none', async () => {
  expect(await countSubjects(own.store.database, 'b1')).toBe(2)
  expect(await countSubjects(own.store.database, 'b2')).toBe(0)
  expect(await countSubjects(own.store.database, null)).toBe(0)
})

test('display ids are given for the subjects that are asked for', async () => {
  const shown = await selectDisplayIds(own.store.database, ['k2', 'k9'])
  expect([...shown]).toEqual([['k2', first[1]]])
  expect((await selectDisplayIds(own.store.database, [])).size).toBe(0)
})

const first = newDisplayIds('north', [], ['k1', 'k2'])

test('display ids go by the keyed hashes and last when new subjects come', async () => {
  await own.store.transaction(transaction =>
    registerSubjects(transaction, 'example', 'north', [
      { subjectKey: 'k0', openId: null },
      { subjectKey: 'k1', openId: null },
    ]),
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
  expect((await selectIdentities(own.store.database, 'b1')).get('k2')).toMatchObject({
    link_key: 'l',
    held_because: 'rows that differ',
  })
})

test('issues of the door and of harmonization stand in one list with display ids', async () => {
  const issues = await selectIssues(own.store.database, 'b1', 'north')
  expect(issues).toEqual([
    { ...issue, displayId: first[0] },
    { ...issue, displayId: first[0] },
  ])
})
