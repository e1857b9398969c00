import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { copyRows, type CopyValue } from '../../sql/copy-rows.js'
import type { Tables } from '../../sql/tables.js'
import { emptyDatabase, type TestDatabase } from '../support/database.js'

const table = 'copied' as keyof Tables

let own: TestDatabase

beforeAll(async () => {
  own = await emptyDatabase(inject('databaseUrl'))
  await sql`create table copied (at int, "Wort" text, number float8, truth boolean)`.execute(own.store.database)
})

afterAll(() => own.drop())

const copy = (rows: Iterable<readonly CopyValue[]>): Promise<number> =>
  own.store.transaction(({ client }) => copyRows(client, table, ['at', 'Wort', 'number', 'truth'], rows))

const copied = async (): Promise<readonly unknown[]> => {
  const { rows } = await sql<Record<string, unknown>>`select * from copied order by at`.execute(own.store.database)
  await sql`truncate copied`.execute(own.store.database)
  return rows.map(row => Object.values(row))
}

test('every value arrives as it was, whatever signs it has', async () => {
  const texts = [
    '',
    ' ',
    'a\tb',
    'a\nb',
    'a\r\nb',
    'a\\b',
    '\\N',
    '\\.',
    '"',
    "it's",
    '林医生',
    '\u{1F600}',
    'null',
    '\v',
  ]
  const rows = texts.map((text, at) => [at, text, at === 0 ? null : -1.5e-300 / at, at % 2 === 0] as const)
  expect(await copy(rows)).toBe(texts.length)
  expect(await copied()).toEqual(rows)
  expect(await copy([[1, null, null, null]])).toBe(1)
  expect(await copied()).toEqual([[1, null, null, null]])
})

test('no row is none, and many rows come in chunks without one lost', async () => {
  expect(await copy([])).toBe(0)
  expect(await copied()).toEqual([])
  const long = 'x'.repeat(1_000)
  const rows = Array.from({ length: 5_000 }, (_, at) => [at, `${long}${String(at)}`, at / 7, null] as const)
  expect(await copy(rows)).toBe(5_000)
  expect(await copied()).toEqual(rows)
})

test('a row that the database refuses ends the copy with its error, and nothing of it stays', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => [at === 3 ? 'three' : at, 'x'.repeat(200), 1, true] as const)
  await expect(copy(rows)).rejects.toMatchObject({ code: '22P02' })
  expect(await copied()).toEqual([])
})
