import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openStore } from '../../sql/connect.js'
import { dumpSchema } from '../../sql/dump-schema.js'
import { migrate, migrateStore, migrationNames, takeSteps } from '../../sql/migrate.js'
import { SchemaNewerThanCode } from '../../sql/errors.js'
import { emptyDatabase, type TestDatabase } from '../support/database.js'

let own: TestDatabase

const committed = new URL('../../sql/schema.sql', import.meta.url)

beforeAll(async () => {
  own = await emptyDatabase(inject('databaseUrl'))
})

afterAll(() => own.drop())

test('two processes that migrate at once bring the schema up once', async () => {
  const applied = await Promise.all([migrate(own.store.database), migrate(own.store.database)])
  expect(applied.flat()).toEqual([
    '0001-runs',
    '0002-intake',
    '0003-domains',
    '0004-analysis',
    '0005-run-inputs',
    '0006-acceptance',
    '0008-nights',
    '0009-keep',
    '0010-waiting-alarms',
    '0011-installations',
    '0012-outputs',
    '0013-blocks',
    '0014-cohort-blocks',
    '0015-row-fates',
    '0016-dictionaries',
    '0017-received-rows',
    '0019-any-stage',
    '0020-judgements',
    '0022-looked-at-files',
    '0023-written-again',
    '0024-lazy-views',
    '0025-one-subject',
    '0026-beside-results',
    '0028-severities',
    '0030-persons',
    '0031-top-coded-ages',
    '0032-findings',
    '0033-headers',
  ])
  expect(await migrate(own.store.database)).toEqual([])
})

test('the committed schema is what the migrations make', async () => {
  const dumped = await dumpSchema(own.store.database)
  if (process.env['WRITE_SCHEMA'] === '1') writeFileSync(committed, dumped)
  expect(dumped).toBe(readFileSync(committed, 'utf8'))
})

test('a schema that stands as this code knows it is left to itself', async () => {
  const before = await dumpSchema(own.store.database)
  expect(await migrateStore(own.store)).toEqual([])
  await own.store.transaction(async ({ database, client }) => {
    // Who only looks needs no right to change anything.
    await client.query('set transaction read only')
    expect(await migrate(database)).toEqual([])
  })
  expect(await dumpSchema(own.store.database)).toBe(before)
})

test('one whose last step is missing is brought up, and one whose steps stand in another order is told', async () => {
  const older = await emptyDatabase(inject('databaseUrl'))
  try {
    await older.store.transaction(({ database }) => takeSteps(database, migrationNames.slice(0, -1)))
    await older.store.transaction(async ({ client }) => {
      await client.query(
        'create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)',
      )
      for (const [at, name] of migrationNames.slice(0, -1).entries())
        await client.query('insert into kysely_migration values ($1, $2)', [name, `2026-01-01T00:00:${10 + at}.000Z`])
    })
    expect(await migrateStore(older.store)).toEqual(migrationNames.slice(-1))
    await older.store.transaction(async ({ client }) => {
      await client.query("update kysely_migration set timestamp = '2025' where name = $1", migrationNames.slice(-1))
    })
    await expect(migrateStore(older.store)).rejects.toThrow('corrupted migrations')
  } finally {
    await older.drop()
  }
})

test('a database of a newer version is refused by name', async () => {
  await own.store.transaction(async ({ client }) => {
    await client.query('insert into kysely_migration (name, timestamp) values ($1, $2)', [
      '9999-later',
      new Date().toISOString(),
    ])
  })
  for (const asked of [() => migrate(own.store.database), () => migrateStore(own.store)]) {
    const refused: unknown = await asked().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(SchemaNewerThanCode)
    expect(refused).toMatchObject({
      name: 'SchemaNewerThanCode',
      message: 'the database was made by a newer version of cohortium; start that version, or use another database',
    })
  }
})

test('a database that cannot be migrated for another reason says its own', async () => {
  const away = openStore('postgresql://nobody@127.0.0.1:1/none')
  await expect(migrate(away.database)).rejects.toThrow('ECONNREFUSED')
  await away.close()
})
