import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { rowOfColumns } from '../../harmonize/row-of-columns.js'
import type { SharedRow } from '../../harmonize/shared-row.js'
import { insertBatch } from '../../sql/batches.js'
import {
  countSharedBlocks,
  replaceHarmonized,
  selectSharedBlock,
  selectSharedDictionary,
} from '../../sql/shared-rows.js'
import { told } from '../../words/told.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { givenHash } from '../support/given-hash.js'
import { sharedOfRows } from '../support/shared-of-rows.js'

// With two rows of each there are more values than a code of two bytes has, and there are several blocks.
const subjects = 2 ** 15 + 1
const at = '2024-04-01T00:00:00.000Z'
const keyOf = (subject: number): string => `k${String(subject).padStart(6, '0')}`

// A row of a wide export makes a row for each of its tests.
const rows = Array.from({ length: 2 * subjects }, (_, row): SharedRow => {
  const [subject, text] = [Math.floor(row / 2), String(row / 10)]
  return {
    domain: 'lab',
    subjectKey: keyOf(subject),
    source: { site: 'north', fileId: 'labs', file: told`{file:labs}`, sheet: told`-`, row: subject + 2 },
    values: {
      test: { kind: 'code', code: row % 2 === 0 ? 'afp' : 'albumin', received: 'x' },
      result: {
        kind: 'quantity',
        number: row / 10,
        relation: '=',
        unit: 'g/L',
        received: text,
        receivedUnit: 'g/L',
      },
    },
  }
})

let own: TestDatabase

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  const keys = Array.from({ length: subjects }, (_, subject) => keyOf(subject))
  const shared = sharedOfRows(rows, { keys, linkKeys: keys.map(() => null), held: new Map() }, ['labs'])
  await own.store.transaction(async transaction => {
    await insertBatch(transaction, {
      batch: {
        batch_id: 'b1',
        study: 'example',
        site: 'north',
        mapping_hash: 'm',
        code_version: 'c',
        key_check: 'f',
        settings_hash: 's',
        data_date: null,
        delivered: '["lab"]',
        notes: '[]',
        ingested_at: at,
      },
      mapping: { site: 'north' },
      exports: [],
      received: [],
      issues: [],
    })
    const nothing = {
      issues: [],
      notes: [],
      findings: [],
      rowsHash: givenHash('rows'),
      fates: {},
      dataDate: null,
    } as const
    await replaceHarmonized(transaction, 'b1', { ...nothing, shared, displayIds: keys }, at)
  })
})

afterAll(() => own.drop())

test('a field of few values has them once for the batch, one of many in its blocks', async () => {
  const { rows: inCommon } = await sql<{ path: string; count: number }>`
    select path, count from shared_dictionary order by path`.execute(own.store.database)
  expect(inCommon).toEqual(['kinds', 'received', 'texts'].map(part => ({ path: `lab.test.${part}`, count: 3 })))
  const { rows: ofBlocks } = await sql<{ path: string }>`
    select distinct path from shared_column where path like 'lab.%.%' order by path`.execute(own.store.database)
  expect(ofBlocks.map(({ path }) => path)).toEqual(
    ['result.codes', 'result.kinds', 'result.numbers', 'result.receivedUnits', 'result.units', 'test.codes'].map(
      path => `lab.${path}`,
    ),
  )
})

test('each row of each block comes back, whichever way its values stand', async () => {
  const { store } = own
  const dictionary = await selectSharedDictionary(store, 'b1')
  const blocks = (await countSharedBlocks(store.database, ['b1'])).get('b1') ?? 0
  expect(blocks).toBe(5)
  let next = 0
  for (let number = 0; number < blocks; number += 1) {
    const block = await selectSharedBlock(store, 'b1', number, dictionary)
    for (let row = 0; row < (block?.domains.lab?.count ?? 0); row += 1)
      if (rows[next++]?.source.row !== undefined && next % 97 === 0)
        expect(rowOfColumns('north', block!, 'lab', row)).toEqual(rows[next - 1])
  }
  expect(next).toBe(rows.length)
})

test('the row numbers that two rows have stand once', async () => {
  const { rows: found } = await sql<{ count: number; kept: number }>`
    select count, coalesce(cardinality(small), cardinality(whole)) as kept from shared_column
    where path = 'lab.rows' order by block`.execute(own.store.database)
  expect(found).toEqual([8_192, 8_192, 8_192, 8_192, 1].map(kept => ({ count: 2 * kept, kept })))
})

test('the functions and the view say the same', async () => {
  const { database } = own.store
  // A block of many, and the last one of a single subject.
  for (const subject of [8_191, 20_000, subjects - 1]) {
    const [key, row] = [keyOf(subject), subject + 2]
    const numbers = [subject / 5, (2 * subject + 1) / 10]
    const of = await sql`
      select field, row, code, number, unit, received from shared_values_of('b1', ${key})`.execute(database)
    const test = { row, field: 'test', number: null, unit: null, received: 'x' }
    expect(of.rows).toEqual([
      ...numbers.map(number => ({ row, field: 'result', code: null, number, unit: 'g/L', received: String(number) })),
      { ...test, code: 'afp' },
      { ...test, code: 'albumin' },
    ])
    const view = await sql`
      select test, row, result_number, result_unit, received from lab
      where batch_id = 'b1' and subject_key = ${key} and block = shared_block_of('b1', ${key})`.execute(database)
    expect(view.rows).toEqual(
      ['afp', 'albumin'].map((test, at) => ({
        ...{ test, row, result_number: numbers[at], result_unit: 'g/L' },
        received: { test: { text: 'x' }, result: { text: String(numbers[at]), unit: 'g/L' } },
      })),
    )
  }
  const albumin = await sql`
    select count(*)::int as rows, count(distinct subject_key)::int as subjects, count(*) filter (where (number * 10)::int % 2 <> 1)::int as wrong
    from shared_variable('b1', 'lab.result', 'lab.test', 'albumin')`.execute(database)
  expect(albumin.rows).toEqual([{ rows: subjects, subjects, wrong: 0 }])
  const variable = await sql`
    select count(*)::int as rows, count(distinct number)::int as numbers, max(number) as most, min(row) as first, max(row) as last,
      count(*) filter (where (number * 10)::int / 2 <> row - 2)::int as wrong
    from shared_variable('b1', 'lab.result')`.execute(database)
  const most = (rows.length - 1) / 10
  expect(variable.rows).toEqual([
    { rows: rows.length, numbers: rows.length, most, first: 2, last: subjects + 1, wrong: 0 },
  ])
  const tests = await sql`
    select code, count(*)::int as rows from shared_variable('b1', 'lab.test') group by code order by code`.execute(
    database,
  )
  expect(tests.rows).toEqual(['afp', 'albumin'].map(code => ({ code, rows: subjects })))
})

interface PlanNode {
  readonly 'Actual Loops': number
  readonly 'Node Type': string
  readonly 'Subplan Name'?: string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

test('who asks for one subject, or for one column, has nothing else unpacked', async () => {
  const planOf = async (query: ReturnType<typeof sql>): Promise<readonly PlanNode[]> => {
    const { rows: found } = await sql<{ readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>`
      explain (analyze, buffers, format json, timing off) ${query}`.execute(own.store.database)
    return nodesOf(found[0]!['QUERY PLAN'][0]!.Plan)
  }
  const held = (nodes: readonly PlanNode[]): readonly number[] =>
    nodes.flatMap(node => (node['Subplan Name']?.startsWith('InitPlan') === true ? [node['Actual Loops']] : []))
  const ofSubject = await planOf(sql`select * from lab where batch_id = 'b1' and subject_key = ${keyOf(20_000)}`)
  // Of five blocks one has the subject: what its rows are read from is read once.
  expect(Math.max(...held(ofSubject))).toBe(1)
  const counted = await planOf(sql`select count(*) from lab where batch_id = 'b1'`)
  expect(held(counted)).toEqual([5])
  // No join within a block: it could go through all its rows once for each of them.
  for (const nodes of [ofSubject, counted])
    expect(nodes.filter(node => /Join|Nested Loop/.test(node['Node Type'])).map(node => node['Actual Loops'])).toEqual([
      1,
    ])
  // What a block has is read once, and not for each of its rows again.
  const [whole] = await planOf(
    sql`select sum(row), sum(result_number), count(test), count(received) from lab where batch_id = 'b1'`,
  )
  expect(whole!['Shared Hit Blocks'] + whole!['Shared Read Blocks']).toBeLessThan(rows.length / 10)
})
