import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openStore, type Store } from '../../sql/connect.js'
import { migrate } from '../../sql/migrate.js'

/** A database of a test file's own, dropped when it is done. */
export interface TestDatabase {
  readonly connectionString: string
  readonly store: Store
  readonly drop: () => Promise<void>
}

const asAdministrator = async (connectionString: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Makes an empty database on the tests' server; beside the tests, who its administrator is has to be said. */
export const emptyDatabase = async (
  databaseUrl: string,
  administratorUrl = inject('administratorUrl'),
): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(databaseUrl)
  await asAdministrator(administratorUrl, `create database ${name} owner "${url.username}"`)
  // No test stops the server to see what was kept, so none has to wait for the disk.
  await asAdministrator(administratorUrl, `alter database ${name} set synchronous_commit = off`)
  url.pathname = `/${name}`
  const store = openStore(url.href)
  return {
    connectionString: url.href,
    store,
    drop: async () => {
      await store.close()
      await asAdministrator(administratorUrl, `drop database ${name} with (force)`)
    },
  }
}

/** Makes a database with today's schema on the tests' server. */
export const migratedDatabase = async (databaseUrl: string, administratorUrl?: string): Promise<TestDatabase> => {
  const database = await emptyDatabase(databaseUrl, administratorUrl)
  await migrate(database.store.database)
  return database
}
