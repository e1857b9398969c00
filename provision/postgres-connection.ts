import type { ClientConfig } from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { unhonoured, withTimeout } from './postgres-parameters.js'
import { plainHostsVariable, plainRemedy, type Transport, transportTo } from './transport.js'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { withoutSecrets } from './without-secrets.js'

/** How to connect to a PostgreSQL: the driver's settings, and whether the way to it is sealed. */
export interface PostgresConnection {
  readonly config: ClientConfig
  readonly host: string
  readonly transport: Transport
}

type Environment = Readonly<Record<string, string | undefined>>

const unreadable = (connectionString: string, error: unknown): ServiceUnavailable =>
  new ServiceUnavailable(
    'PostgreSQL',
    'the connection string cannot be used',
    // A parser's own message may quote what it could not read, password and all.
    [
      `${withoutSecrets(connectionString)}: ${codeOf(error) === undefined ? 'not of the form wanted' : reasonOf(error)}`,
    ],
    'correct DATABASE_URL (postgresql://user:password@host:port/database) and the files that it names',
  )

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code !== 'ERR_INVALID_URL' ? error.code : undefined

// What a person wrote into the string and nobody heeds would be believed to hold.
const refuseUnhonoured = (connectionString: string, options: string | undefined): void => {
  const told = unhonoured(connectionString, options)
  if (told.length === 0) return
  throw new ServiceUnavailable(
    'PostgreSQL',
    'parameters of the connection string cannot be honoured',
    told.map(one => `${withoutSecrets(connectionString)}: ${one}`),
    'take them out of DATABASE_URL (or PGOPTIONS); settings for a session go into options=-c%20name=value, others to the role: alter role … set …',
  )
}

const parsed = (connectionString: string, environment: Environment): ClientConfig => {
  let config: ClientConfig
  // The parser would take any other text for the name of a database on a host that it makes up.
  if (!/^(?:postgres(?:ql)?:\/\/|socket:|\/)/i.test(connectionString)) throw unreadable(connectionString, undefined)
  try {
    config = withTimeout(connectionString, parseIntoClientConfig(connectionString))
  } catch (error) {
    throw unreadable(connectionString, error)
  }
  const options = config.options ?? environment['PGOPTIONS']
  refuseUnhonoured(connectionString, options)
  return options === undefined ? config : { ...config, options }
}

const refused = (connectionString: string, host: string, setting: string): ServiceUnavailable =>
  new ServiceUnavailable(
    'PostgreSQL',
    `${host} is beyond this machine, and the connection would be readable on the way`,
    [`${withoutSecrets(connectionString)}: ${setting}`],
    `write sslmode=verify-full into DATABASE_URL, with sslrootcert=FILE where a CA of your own signs; ${plainRemedy(host)}`,
  )

/**
 * How a connection string is used: beyond this machine with a verified certificate for the very host, whatever weaker mode
 * the string asks for is refused; a host of COHORTIUM_PLAIN_HOSTS is used as the string says.
 */
export const postgresConnection = (connectionString: string, environment: Environment): PostgresConnection => {
  const config = parsed(connectionString, environment)
  const host = [config.host, environment['PGHOST']].find(one => one !== undefined && one !== '') ?? 'localhost'
  const transport = transportTo(host, environment[plainHostsVariable])
  if (transport !== 'tls') return { config, host, transport }
  const asked = config.ssl ?? (environment['PGSSLMODE'] === 'disable' ? false : true)
  if (asked === false) throw refused(connectionString, host, 'sslmode=disable')
  const given = asked === true ? {} : asked
  if (given.rejectUnauthorized === false) throw refused(connectionString, host, 'a certificate that nobody verifies')
  if ('checkServerIdentity' in given) throw refused(connectionString, host, 'a certificate of any host')
  // The driver hands the host to Node where it is a name; an address would else be compared with 'localhost'.
  return { config: { ...config, ssl: { ...given, host, rejectUnauthorized: true } }, host, transport }
}
