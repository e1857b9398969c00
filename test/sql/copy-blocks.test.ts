import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { columnFields, columnRow, readColumnRow } from '../../sql/blocks/column-row.js'
import { copyBlocks, readBlocks } from '../../sql/blocks/copy-blocks.js'
import type { TreeColumn } from '../../sql/blocks/tree-columns.js'
import { type Wire, wireBigint } from '../../sql/blocks/wire.js'
import type { Transaction } from '../../sql/connect.js'
import { emptyDatabase, type TestDatabase } from '../support/database.js'

let own: TestDatabase

beforeAll(async () => {
  own = await emptyDatabase(inject('databaseUrl'))
})
afterAll(async () => own.drop())

const columns: Readonly<Record<string, TreeColumn>> = {
  codes: Uint8Array.of(0, 255, 3),
  levels: Int8Array.of(-1, 0, 127),
  few: Uint16Array.of(9, 9, 9, 9),
  rows: Int32Array.of(-2_147_483_648, 2_147_483_647),
  decimals: Float64Array.of(13.4, Number.NaN, -0.25),
  wide: Float64Array.of(123_456.789, Number.NaN, 1),
  doubles: Float64Array.of(1 / 3, Number.NaN, -0, Infinity),
  missing: new Float64Array(5).fill(Number.NaN),
  none: new Int32Array(0),
  texts: ['', null, 'größer ≤ 3', 'a\tb\\\n'],
  long: Float64Array.from({ length: 40_000 }, (_, at) => at / 1000),
}

// A temporary table of this name stands before the one of the schema.
const table = `create temp table result (
  block bigint, path text, kind text, count integer, decimals integer,
  small int2[], whole int4[], double float8[], texts text[])`

const rows = function* (): Generator<readonly Wire[]> {
  let block = 0
  for (const [path, column] of Object.entries(columns)) yield [wireBigint(block++), ...columnRow(path, column)]
}

const written = async ({ client }: Transaction): Promise<void> => {
  await client.query(`${table} on commit drop`)
  expect(await copyBlocks(client, 'result', ['block', ...columnFields], rows())).toBe(Object.keys(columns).length)
}

test('columns come back from the database as they were', async () => {
  await own.store.transaction(async transaction => {
    await written(transaction)
    const read = new Map<string, TreeColumn>()
    const query = `select ${columnFields.join(', ')} from result order by block`
    for await (const row of readBlocks(transaction.client, query)) read.set(...readColumnRow(row))
    expect(Object.fromEntries(read)).toStrictEqual(columns)
  })
})

test('they are numbers and texts to SQL as well', async () => {
  await own.store.transaction(async transaction => {
    await written(transaction)
    const { rows: found } = await transaction.client.query(
      `select path, count, decimals, small, whole, double from result where path in ('decimals', 'wide', 'doubles', 'few')
       order by path`,
    )
    const none = { small: null, whole: null, double: null }
    expect(found).toEqual([
      { ...none, path: 'decimals', count: 3, decimals: 2, small: [1340, null, -25] },
      { ...none, path: 'doubles', count: 4, decimals: 0, double: [1 / 3, null, -0, Infinity] },
      { ...none, path: 'few', count: 4, decimals: 0, small: [9] },
      { ...none, path: 'wide', count: 3, decimals: 3, whole: [123_456_789, null, 1000] },
    ])
  })
})

test('who stops reading leaves the connection as it was', async () => {
  await own.store.transaction(async transaction => {
    await written(transaction)
    for await (const row of readBlocks(transaction.client, 'select path from result')) {
      expect(row).toHaveLength(1)
      break
    }
    expect((await transaction.client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})

test('what the database refuses is said', async () => {
  await expect(
    own.store.transaction(async ({ client }) => {
      await client.query(`${table} on commit drop`)
      await copyBlocks(client, 'result', ['path', 'kind'], [[wireBigint(1), null, null]])
    }),
  ).rejects.toThrow(/row field count/)
  await expect(
    own.store.transaction(async ({ client }) => {
      for await (const row of readBlocks(client, 'select 1/0')) expect(row).toBeUndefined()
    }),
  ).rejects.toThrow(/division by zero/)
})
