import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openStore } from '../../sql/connect.js'
import { dumpSchema } from '../../sql/dump-schema.js'
import { migrate } from '../../sql/migrate.js'
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
  ])
  expect(await migrate(own.store.database)).toEqual([])
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
  const refused: unknown = await migrate(own.store.database).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(SchemaNewerThanCode)
  expect(refused).toMatchObject({
    name: 'SchemaNewerThanCode',
    message: 'the database was made by a newer version of cohortium; start that version, or use another database',
  })
})

test('a database that cannot be migrated for another reason says its own', async () => {
  const away = openStore('postgresql://nobody@127.0.0.1:1/none')
  await expect(migrate(away.database)).rejects.toThrow('ECONNREFUSED')
  await away.close()
})
