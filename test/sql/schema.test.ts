import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { dumpSchema } from '../../sql/dump-schema.js'
import { migrate, SchemaNewerThanCode } from '../../sql/migrate.js'
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
  ])
})

test('the committed schema is what the migrations make', async () => {
  const dumped = await dumpSchema(own.store.database)
  if (process.env['WRITE_SCHEMA'] === '1') writeFileSync(committed, dumped)
  expect(dumped).toBe(readFileSync(committed, 'utf8'))
})

test('a database of a newer version is refused by name', async () => {
  await own.store.transaction(async ({ client }) => {
    await client.query('insert into kysely_migration (name, timestamp) values ($1, $2)', [
      '9999-later',
      new Date().toISOString(),
    ])
  })
  await expect(migrate(own.store.database)).rejects.toThrow(SchemaNewerThanCode)
})
