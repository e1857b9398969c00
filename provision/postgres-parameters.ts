import type { ClientConfig } from 'pg'

/** The parameters of a connection string that the driver, or the product itself, honours. */
const honoured: ReadonlySet<string> = new Set([
  ...['host', 'port', 'user', 'password'],
  ...['ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'sslnegotiation', 'uselibpqcompat'],
  ...['application_name', 'fallback_application_name', 'options', 'connect_timeout', 'client_encoding'],
])

// The driver's own form for a socket.
const ofSockets: ReadonlySet<string> = new Set(['db', 'encoding'])

// What says no more than is done without it.
const sameWithout: Readonly<Record<string, readonly string[]>> = {
  target_session_attrs: ['any'],
  gssencmode: ['disable', 'prefer'],
  channel_binding: ['disable', 'prefer'],
  keepalives: ['1'],
  load_balance_hosts: ['disable'],
}

/** Settings of a session that runs rest on, so that the product sets them itself. */
const ownSettings: readonly string[] = [
  'timezone',
  'client_encoding',
  'datestyle',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
]

const settingsIn = (options: string): readonly string[] =>
  [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([A-Za-z_.-]+)\s*=/g)].map(([, name = '']) =>
    name.toLowerCase().replaceAll('-', '_'),
  )

const parametersOf = (connectionString: string): URLSearchParams => {
  const query = connectionString.indexOf('?')
  return new URLSearchParams(
    query === -1 || connectionString.startsWith('/') ? '' : connectionString.slice(query + 1).replace(/#.*$/, ''),
  )
}

const wholeSeconds = /^\d{1,6}$/
const utf8 = /^utf-?8$/i

/** Why parameters of a connection string cannot be honoured, each by its name and never with its value; empty where all can. */
export const unhonoured = (connectionString: string, options: string | undefined): readonly string[] => {
  const told: string[] = []
  for (const [name, value] of parametersOf(connectionString)) {
    if (name === 'connect_timeout' && !wholeSeconds.test(value)) told.push(`${name}: expected whole seconds`)
    else if (['client_encoding', 'encoding'].includes(name) && !utf8.test(value)) told.push(`${name}: expected UTF8`)
    else if (ownSettings.includes(name) && name !== 'client_encoding') told.push(`${name}: the product sets it itself`)
    else if (connectionString.startsWith('socket:') && ofSockets.has(name)) continue
    else if (!honoured.has(name) && sameWithout[name]?.includes(value) !== true)
      told.push(`${name}: nothing honours it`)
  }
  for (const setting of settingsIn(options ?? ''))
    if (ownSettings.includes(setting)) told.push(`options: the product sets ${setting} itself`)
  return told
}

/** The driver's settings with what it does not take over from a connection string by itself. */
export const withTimeout = (connectionString: string, config: ClientConfig): ClientConfig => {
  const seconds = Number(parametersOf(connectionString).get('connect_timeout') ?? 0)
  // As for libpq: zero is as long as usual, and one second is too short for a name to be looked up.
  return seconds === 0 ? config : { ...config, connectionTimeoutMillis: Math.max(seconds, 2) * 1_000 }
}
