import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { openStore, type Store } from '../../sql/connect.js'
import { copyRows } from '../../sql/copy-rows.js'
import { migrate, refuseNewerSchema } from '../../sql/migrate.js'
import { SchemaNewerThanCode } from '../../sql/errors.js'
import { oneAtATime } from '../../sql/stages.js'
import { mayPass, patienceWith } from '../../stages/passing.js'
import { emptyDatabase, type TestDatabase } from '../support/database.js'

const silence = 500

let own: TestDatabase
let proxy: Server
let through: string
let old: Socket[] = []
let opened = 0

/** From now on the connections that are open say nothing more, and new ones work. */
const goSilent = (): void => {
  for (const socket of old) socket.pause()
  old = []
}

beforeAll(async () => {
  own = await emptyDatabase(inject('databaseUrl'))
  await migrate(own.store.database)
  const { hostname, port } = new URL(own.connectionString)
  proxy = createServer(from => {
    opened += 1
    const to = connect(Number(port), hostname)
    for (const socket of [from, to]) {
      old.push(socket)
      socket.on('error', () => undefined)
    }
    from.on('data', bytes => to.write(bytes))
    to.on('data', bytes => from.write(bytes))
    from.on('close', () => to.destroy())
    to.on('close', () => from.destroy())
  })
  await new Promise<void>(resolve => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  const address = proxy.address()
  const url = new URL(own.connectionString)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  through = url.href
})

afterAll(async () => {
  proxy.close()
  await own.drop()
})

beforeEach(() => {
  opened = 0
})

const withStore = async (work: (store: Store) => Promise<void>): Promise<void> => {
  const store = openStore(through, 1, { statement: 5_000, silence })
  try {
    await work(store)
  } finally {
    goSilent()
    await store.close()
  }
}

const one = (store: Store) => sql<{ readonly one: number }>`select 1 as one`.execute(store.database)
const answer = async (store: Store): Promise<number | undefined> => (await one(store)).rows[0]?.one

describe('connections that are open and silent (F12, half-open)', () => {
  test('a question without an answer is given up, may be asked again, and the next one gets a connection that works', () =>
    withStore(async store => {
      expect(await answer(store)).toBe(1)
      goSilent()
      const failure: unknown = await one(store).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(Error)
      expect(mayPass(patienceWith(undefined, (failure as Error).message), 1)).toBe(true)
      expect(await answer(store)).toBe(1)
      expect(opened).toBe(2)
    }))

  test('a transaction gives its silent connection up without a rollback that nobody hears', () =>
    withStore(async store => {
      const began = Date.now()
      const cut = store.transaction(async ({ database }) => {
        await sql`select 1`.execute(database)
        goSilent()
        await sql`select 1`.execute(database)
      })
      await expect(cut).rejects.toThrow('Query read timeout')
      expect(Date.now() - began).toBeLessThan(20 * silence)
      expect(await store.transaction(async ({ client }) => (await client.query('select 1')).rowCount)).toBe(1)
    }))

  test('a COPY that says nothing is given up', () =>
    withStore(async store => {
      const rows = function* (): Generator<readonly string[]> {
        for (let row = 0; row < 400_000; row += 1) {
          if (row === 10) goSilent()
          yield [`hash-${String(row)}`, 'study', '{}']
        }
      }
      const cut = store.transaction(({ client }) =>
        copyRows(client, 'protocol', ['protocol_hash', 'study', 'resolved'], rows(), silence),
      )
      await expect(cut).rejects.toThrow('COPY went silent')
      expect(await answer(store)).toBe(1)
    }))

  test('the server itself gives a statement up', () =>
    withStore(async store => {
      const { rows } = await sql<{ readonly statement_timeout: string }>`show statement_timeout`.execute(store.database)
      expect(rows[0]?.statement_timeout).toBe('5s')
    }))
})

test('more locks than connections wait and work at once, and none starves the others (F3)', async () => {
  const store = openStore(own.connectionString, 2)
  try {
    const done = Array.from({ length: 12 }, (_, at) => oneAtATime(store, `lock-${String(at % 3)}`, () => answer(store)))
    expect(await Promise.all(done)).toEqual(Array.from({ length: 12 }, () => 1))
  } finally {
    await store.close()
  }
})

test('a schema that becomes newer while a worker is up is refused by name (F15)', async () => {
  await expect(refuseNewerSchema(own.store.database)).resolves.toBeUndefined()
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`.execute(own.store.database)
  await expect(refuseNewerSchema(own.store.database)).rejects.toThrow(SchemaNewerThanCode)
  await sql`delete from kysely_migration where name = '9999-later'`.execute(own.store.database)
})
