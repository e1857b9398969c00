import pg from 'pg'
import type { PostgresConnection } from './postgres-connection.js'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { plainRemedy } from './transport.js'
import { withoutSecrets } from './without-secrets.js'

/** The oldest PostgreSQL that the product's SQL runs on. */
export const oldestPostgres = 14

// A server that is not there refuses at once; one on a busy machine may take its time to accept.
const connectMilliseconds = 30_000

/** Connects, does a piece of work, and disconnects. */
export const withClient = async <Answer>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<Answer>,
): Promise<Answer> => {
  const client = new pg.Client({ connectionTimeoutMillis: connectMilliseconds, ...config })
  // A connection that breaks while nobody awaits it would otherwise end the whole process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** What a server says of itself when it is asked whether it can be used. */
export interface PostgresChecked {
  readonly version: string
  /** Whether the role that connects may do anything at all on that server. */
  readonly superuser: boolean
}

/** The server's version and the role's rights, or ServiceUnavailable when it cannot be reached or is too old. */
export const checkPostgres = async (
  connectionString: string,
  { config, host, transport }: PostgresConnection,
  origin: string,
): Promise<PostgresChecked> => {
  const place = withoutSecrets(connectionString)
  const remedy =
    'start that server or correct DATABASE_URL; without DATABASE_URL the embedded PostgreSQL is used' +
    (transport === 'tls'
      ? `; beyond this machine it is spoken to by TLS with a verified certificate (sslrootcert=FILE in DATABASE_URL names a CA of your own), ${plainRemedy(host)}`
      : '')
  let answer: PostgresChecked & { readonly number: number }
  try {
    answer = await withClient(config, async client => {
      const { rows } = await client.query<{ number: string; text: string; superuser: boolean }>(
        `select current_setting('server_version_num') as number, current_setting('server_version') as text,
           (select rolsuper from pg_roles where rolname = current_user) as superuser`,
      )
      const [row] = rows
      return { number: Number(row?.number), version: row?.text ?? '', superuser: row?.superuser === true }
    })
  } catch (error) {
    throw new ServiceUnavailable(
      'PostgreSQL',
      'the server is not reachable',
      [`${place} (${origin}): ${reasonOf(error)}`],
      remedy,
    )
  }
  if (answer.number < oldestPostgres * 10_000) {
    throw new ServiceUnavailable(
      'PostgreSQL',
      `version ${answer.version} is too old, ${oldestPostgres} is needed`,
      [`${place} (${origin})`],
      `upgrade it to ${oldestPostgres} or newer, or unset DATABASE_URL to use the embedded PostgreSQL`,
    )
  }
  return answer
}

/** Whether an embedded server takes connections already; while it starts or recovers it does not. */
export const postgresAnswers = async (connectionString: string): Promise<boolean> => {
  try {
    await withClient({ connectionString }, client => client.query('select 1'))
    return true
  } catch {
    return false
  }
}
