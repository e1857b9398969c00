import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './tables.js'

// Days stay text: a Date would move them across time zones. Moments are read as UTC text for the same reason.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, text => `${text.replace(' ', 'T').replace(/\+00$/, '')}Z`)

// Counts and sequence numbers stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** A connection inside one transaction: Kysely for statements, the client for COPY. */
export interface Transaction {
  readonly database: Kysely<Database>
  readonly client: pg.PoolClient
}

/** The store: statements, and transactions that are retried when Postgres asks for it. */
export interface Store {
  readonly database: Kysely<Database>
  readonly transaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

const serializationFailure = '40001'
const deadlock = '40P01'
const attempts = 4

const noReport = (): void => undefined

const onClient = (client: pg.PoolClient): Kysely<Database> =>
  new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        connect: () => Promise.resolve({ query: client.query.bind(client), release: noReport }),
        end: () => Promise.resolve(),
      },
    }),
  })

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

const attempt = async <T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let broken = false
  // A checked-out client whose server goes away emits 'error'; unheard, it ends the process.
  const onError = (): void => {
    broken = true
  }
  client.on('error', onError)
  try {
    await client.query('begin')
    const value = await work({ database: onClient(client), client })
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** Opens a store on a Postgres connection string, or on the driver's settings for one. */
export const openStore = (server: string | pg.ClientConfig, connections = 8): Store => {
  const pool = new pg.Pool({
    ...(typeof server === 'string' ? { connectionString: server } : server),
    max: connections,
    connectionTimeoutMillis: 60_000,
    application_name: 'cohortium',
    options: '-c timezone=UTC -c lock_timeout=60000 -c idle_in_transaction_session_timeout=120000',
  })
  pool.on('error', noReport)
  pool.on('connect', client => client.on('error', noReport))
  const transaction = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt(pool, work)
      } catch (error) {
        const code = codeOf(error)
        if (tried === attempts || (code !== serializationFailure && code !== deadlock)) throw error
      }
    }
  }
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { database, transaction, close: () => database.destroy() }
}
