import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { postgresConnection } from '../../provision/postgres-connection.js'
import { openStore, type Store } from '../../sql/connect.js'
import { settleKeyCheck } from '../../sql/study-keys.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'

let own: TestDatabase
let store: Store

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  store = own.store
})

afterAll(() => own.drop())

const value = async (expression: string): Promise<unknown> => {
  const { rows } = await sql<{ readonly value: unknown }>`select ${sql.raw(expression)} as value`.execute(
    store.database,
  )
  return rows[0]?.value
}

test.each([
  ["date '2024-02-29'", '2024-02-29'],
  ["timestamptz '2024-02-29 23:30:00.25-05'", '2024-03-01T04:30:00.25Z'],
  ['9007199254740991::int8', 9_007_199_254_740_991],
  ["current_setting('timezone')", 'UTC'],
  ["current_setting('lock_timeout')", '1min'],
  ["current_setting('idle_in_transaction_session_timeout')", '2min'],
  ["current_setting('application_name')", 'cohortium'],
])('%s is read as %j', async (expression, expected) => {
  expect(await value(expression)).toBe(expected)
})

test('options and name of the connection string reach the server, beside what the product sets itself', async () => {
  const url = `${own.connectionString}?application_name=nightly&options=-c%20work_mem%3D9MB`
  const named = openStore(postgresConnection(url, {}).config, 1)
  try {
    const { rows } = await sql<{ found: string }>`
      select concat_ws(' ', current_setting('work_mem'), current_setting('timezone'), current_setting('lock_timeout'),
        current_setting('application_name')) as found`.execute(named.database)
    expect(rows).toEqual([{ found: '9MB UTC 1min nightly' }])
  } finally {
    await named.close()
  }
})

const failingWith = (code: string, times: number) => {
  let tried = 0
  const work = () =>
    store.transaction(async ({ client, database }) => {
      tried += 1
      await settleKeyCheck(database, `study-${code}-${String(times)}`, 'key', '2024-04-01T00:00:00Z')
      if (tried <= times) await client.query(`do $$ begin raise exception 'planted' using errcode = '${code}'; end $$`)
      return tried
    })
  return { work, tried: () => tried }
}

test.each([
  ['a serialization failure', '40001'],
  ['a deadlock', '40P01'],
])(
  'a transaction that ends by %s is tried again, four times in all, and leaves nothing of what failed',
  async (_, code) => {
    const third = failingWith(code, 3)
    expect(await third.work()).toBe(4)
    const endless = failingWith(code, 99)
    await expect(endless.work()).rejects.toMatchObject({ code })
    expect(endless.tried()).toBe(4)
    const kept = await store.database
      .selectFrom('study_key')
      .select('study')
      .where('study', 'like', `%${code}%`)
      .execute()
    expect(kept).toEqual([{ study: `study-${code}-3` }])
  },
)

test('another error is not tried again', async () => {
  const broken = failingWith('23505', 1)
  await expect(broken.work()).rejects.toMatchObject({ code: '23505' })
  expect(broken.tried()).toBe(1)
})

test('a connection that is cut in a transaction is not used again, and the next transaction has another', async () => {
  const cut = store.transaction(async ({ client }) => {
    const { rows } = await client.query<{ readonly pid: number }>('select pg_backend_pid() as pid')
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(store.database)
    await client.query('select 1')
  })
  await expect(cut).rejects.toThrow()
  expect(await store.transaction(async ({ client }) => (await client.query('select 1')).rowCount)).toBe(1)
})

test.each([
  [undefined, 8],
  [2, 2],
])('a store that is asked for %s connections opens %i', async (connections, most) => {
  const limited = openStore(own.connectionString, connections)
  try {
    const pids = new Set<number>()
    let letGo: () => void = () => undefined
    const go = new Promise<void>(resolve => {
      letGo = resolve
    })
    const all = Array.from({ length: 12 }, () =>
      limited.transaction(async ({ client }) => {
        const { rows } = await client.query<{ readonly pid: number }>('select pg_backend_pid() as pid')
        pids.add(rows[0]?.pid ?? 0)
        await go
      }),
    )
    await expect.poll(() => pids.size).toBe(most)
    letGo()
    await Promise.all(all)
    expect(pids.size).toBe(most)
  } finally {
    await limited.close()
  }
})
