import { describe, expect, test } from 'vitest'
import { postgresConnection } from '../../../provision/postgres-connection.js'

const local = 'postgresql://me:secret-word@127.0.0.1:5433/study'
const refusal = (query: string, environment: Readonly<Record<string, string>> = {}): string => {
  try {
    postgresConnection(`${local}?${query}`, environment)
    return 'taken'
  } catch (error) {
    return error instanceof Error ? `${error.name} ${error.message}` : ''
  }
}

describe('a parameter of DATABASE_URL is honoured, or refused by its name', () => {
  test.each([
    'target_session_attrs=read-write',
    'channel_binding=require',
    'sslcrl=/etc/revoked.pem',
    'ssl_min_protocol_version=TLSv1.3',
    'passfile=/home/me/.pgpass',
    'service=study',
    'hostaddr=10.0.0.1',
    'schema=study',
    'pgbouncer=true',
    'search_path=study',
    'max=4',
    'Options=-c%20search_path%3Dstudy',
  ])('%s is refused', query => {
    const told = refusal(`sslmode=disable&${query}`)
    expect(told).toMatch(/^ServiceUnavailable PostgreSQL: parameters of the connection string cannot be honoured/)
    expect(told).toContain(`127.0.0.1:5433/study: ${query.split('=')[0] ?? ''}: nothing honours it`)
    expect(told).not.toContain('secret-word')
    expect(told).not.toContain('sslmode')
  })

  test('all of them at once, never with a value', () => {
    const told = refusal('service=hidden-a&passfile=hidden-b&statement_timeout=hidden-c')
    for (const name of ['service', 'passfile', 'statement_timeout']) expect(told).toContain(`: ${name}: `)
    expect(told).not.toContain('hidden')
  })

  test.each([
    'target_session_attrs=any&gssencmode=prefer&channel_binding=disable&keepalives=1',
    'client_encoding=UTF8',
    'application_name=nightly&fallback_application_name=c',
  ])('%s says what is done anyway, or what the driver heeds', query => {
    expect(refusal(query)).toBe('taken')
  })

  test.each([
    ['client_encoding=LATIN1', 'client_encoding: expected UTF8'],
    ['connect_timeout=soon', 'connect_timeout: expected whole seconds'],
    ['lock_timeout=5', 'lock_timeout: the product sets it itself'],
    ['options=-c%20TimeZone%3DEurope/Moscow', 'options: the product sets timezone itself'],
    ['options=--statement-timeout%3D5', 'options: the product sets statement_timeout itself'],
    ['options=-cwork_mem%3D64MB%20-c%20lock_timeout%3D5', 'options: the product sets lock_timeout itself'],
  ])('%s would change what runs rest on', (query, told) => {
    expect(refusal(query)).toContain(told)
  })

  test('options reach the driver, from the string first, else from PGOPTIONS', () => {
    const optionsOf = (url: string, environment: Readonly<Record<string, string>>) =>
      postgresConnection(url, environment).config.options
    const url = `${local}?options=-c%20search_path%3Dstudy`
    expect(optionsOf(url, { PGOPTIONS: '-c work_mem=8MB' })).toBe('-c search_path=study')
    expect(optionsOf(local, { PGOPTIONS: '-c work_mem=8MB' })).toBe('-c work_mem=8MB')
    expect(optionsOf(local, {})).toBeUndefined()
    expect(refusal('sslmode=disable', { PGOPTIONS: '-c timezone=PRC' })).toContain('options: the product sets timezone')
  })

  test('a time to connect is in seconds, two at least, and none is as long as usual', () => {
    const timeout = (query: string) => postgresConnection(`${local}?${query}`, {}).config.connectionTimeoutMillis
    expect(['connect_timeout=7', 'connect_timeout=1', 'connect_timeout=0', ''].map(timeout)).toEqual([
      7_000,
      2_000,
      undefined,
      undefined,
    ])
  })

  test('sockets in both forms keep their own', () => {
    expect(postgresConnection('/var/run/postgresql study', {}).config.host).toBe('/var/run/postgresql')
    expect(postgresConnection('socket:/var/run/postgresql?db=study', {}).config.database).toBe('study')
  })
})
