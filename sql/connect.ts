import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
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
  /** A transaction on connections of their own kind: who holds one while it works may ask the others for more. */
  readonly apart: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
  /** The server, for who opens a connection in another thread. */
  readonly server: DatabaseServer
}

const serializationFailure = '40001'
const deadlock = '40P01'
const attempts = 4

const noReport = (): void => undefined

/** A statement that is given up when nothing is heard of it. */
const bounded = async (
  client: pg.PoolClient,
  { silence }: Limits,
  text: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult> =>
  client.query({ text, values: [...values], ...(silence === null ? {} : { query_timeout: silence }) } as pg.QueryConfig)

// Kysely asks with a text and its values; what it gets back is told apart by the driver's own overloads.
const asAsked = (client: pg.PoolClient, limits: Limits, heard: (error: unknown) => void): pg.PoolClient['query'] =>
  (async (text: string, values?: readonly unknown[]) => {
    try {
      return await bounded(client, limits, text, values)
    } catch (error) {
      heard(error)
      throw error
    }
  }) as pg.PoolClient['query']

const onClient = (client: pg.PoolClient, limits: Limits, heard: (error: unknown) => void): Kysely<Database> =>
  new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        connect: () => Promise.resolve({ query: asAsked(client, limits, heard), release: noReport }),
        end: () => Promise.resolve(),
      },
    }),
  })

/** Whether a connection went silent: what it still says belongs to a question that nobody asks any more. */
const wentSilent = (error: unknown): boolean =>
  error instanceof Error && /^(Query read timeout|COPY went silent)/.test(error.message)

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

const attempt = async <T>(
  pool: pg.Pool,
  limits: Limits,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect()
  const state = { broken: false }
  // A checked-out client whose server goes away emits 'error'; unheard, it ends the process.
  const onError = (): void => {
    state.broken = true
  }
  const heard = (error: unknown): void => {
    if (wentSilent(error)) state.broken = true
  }
  client.on('error', onError)
  try {
    await bounded(client, limits, 'begin')
    const value = await work({ database: onClient(client, limits, heard), client })
    await bounded(client, limits, 'commit')
    return value
  } catch (error) {
    heard(error)
    // A rollback would wait behind the question that nothing is heard of.
    if (!state.broken)
      await bounded(client, limits, 'rollback').catch(() => {
        state.broken = true
      })
    throw error
  } finally {
    client.off('error', onError)
    client.release(state.broken)
  }
}

// Each statement on the connection that Kysely takes, which is not given back to the pool once it went silent.
const boundedPool = (pool: pg.Pool, limits: Limits): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect()
    let broken = false
    const heard = (error: unknown): void => {
      if (wentSilent(error)) broken = true
    }
    return {
      query: asAsked(client, limits, heard),
      release: () => {
        client.release(broken)
      },
    }
  },
  end: () => pool.end(),
})

/** How long is waited for an answer: a statement is given up by the server, and a connection by us. */
export interface Limits {
  readonly statement: number
  /** Milliseconds without an answer after which a connection is given up; null for never. */
  readonly silence: number | null
}

/** The limits of a run's statements; COPY has the server's own and watches over itself. */
export const usualLimits: Limits = { statement: 600_000, silence: 180_000 }

/** No limits, for what changes or copies whole tables. */
export const noLimits: Limits = { statement: 0, silence: null }

/** A database's server: a connection string, or the driver's settings for one. */
export type DatabaseServer = string | pg.ClientConfig

const openPool = (server: DatabaseServer, connections: number, { statement }: Limits): pg.Pool => {
  const given: pg.ClientConfig = typeof server === 'string' ? { connectionString: server } : server
  const pool = new pg.Pool({
    connectionTimeoutMillis: 60_000,
    application_name: 'cohortium',
    ...given,
    max: connections,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Of one setting named twice the server takes the last.
    options:
      `${given.options ?? ''} -c timezone=UTC -c lock_timeout=60000 -c idle_in_transaction_session_timeout=120000 ` +
      `-c statement_timeout=${String(statement)}`,
  })
  pool.on('error', noReport)
  pool.on('connect', client => client.on('error', noReport))
  return pool
}

/** Opens a store on a Postgres server. */
export const openStore = (server: DatabaseServer, connections = 8, limits = usualLimits): Store => {
  const pool = openPool(server, connections, limits)
  const pools = [pool]
  const retried = async <T>(of: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt(of, limits, work)
      } catch (error) {
        const code = codeOf(error)
        if (tried === attempts || (code !== serializationFailure && code !== deadlock)) throw error
      }
    }
  }
  const apart = (): pg.Pool => {
    const own = pools[1] ?? openPool(server, connections, limits)
    pools[1] = own
    return own
  }
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool: boundedPool(pool, limits) }) })
  return {
    database,
    transaction: work => retried(pool, work),
    apart: work => retried(apart(), work),
    server,
    close: async () => {
      await database.destroy()
      await pools[1]?.end()
    },
  }
}
