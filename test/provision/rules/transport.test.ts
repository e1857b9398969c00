import { describe, expect, test } from 'vitest'
import { plainHostsTold } from '../../../provision/plain-hosts-told.js'
import { postgresConnection } from '../../../provision/postgres-connection.js'
import { namedConnection, refusePlainTemporal } from '../../../provision/temporal-connection.js'
import { hostOf, transportTo } from '../../../provision/transport.js'

describe('H13: a host', () => {
  test.each(['localhost', 'LOCALHOST', 'localhost.', '127.0.0.1', '127.9.8.7', '::1', '[::1]', '', '/run/postgresql'])(
    '%j is this machine',
    host => {
      expect(transportTo(host, undefined)).toBe('this machine')
    },
  )

  test.each(['127.example.org', 'localhost.example.org', '128.0.0.1', '0.0.0.0', '127.1', '::2', 'db', 'my-localhost'])(
    '%j is beyond it, and spoken to by TLS',
    host => {
      expect(transportTo(host, 'other,127.0.0.2')).toBe('tls')
    },
  )

  test.each([
    ['postgres', 'postgres, mail'],
    ['Mail', ' postgres ,mail.'],
    ['10.1.2.3', '10.1.2.3'],
    ['[fe80::2]', 'fe80::2'],
  ])('%j is spoken to in plain where COHORTIUM_PLAIN_HOSTS=%j', (host, list) => {
    expect(transportTo(host, list)).toBe('plain')
  })

  test('is allowed by its whole name alone', () => {
    for (const list of ['postgres.example', '*', 'ostgres', '']) expect(transportTo('postgres', list)).toBe('tls')
  })

  test.each([
    ['smtp://user:p%40ss@mail.example.org:25/?x=1', 'mail.example.org'],
    ['smtp://mail', 'mail'],
    ['smtps://[::1]:465', '[::1]'],
    ['temporal.example.org:7233', 'temporal.example.org'],
    ['127.0.0.1:7233', '127.0.0.1'],
    ['::1', '::1'],
  ])('of %s is %s', (address, host) => {
    expect(hostOf(address)).toBe(host)
  })
})

describe('H13: a PostgreSQL beyond this machine', () => {
  test.each(['', '?sslmode=verify-full', '?sslmode=require', '?ssl=true', '?sslmode=verify-ca'])(
    'named with %j is spoken to by TLS with a certificate for its own name',
    query => {
      const { config, transport } = postgresConnection(`postgresql://u:secret@db.example.org/x${query}`, {})
      expect(transport).toBe('tls')
      expect(config.ssl).toMatchObject({ host: 'db.example.org', rejectUnauthorized: true })
    },
  )

  test.each([
    '?sslmode=disable',
    '?ssl=0',
    '?sslmode=no-verify',
    '?uselibpqcompat=true&sslmode=require',
    '?uselibpqcompat=true&sslmode=prefer',
  ])('named with %s is refused, with what to do and without its password', query => {
    const open = () => postgresConnection(`postgresql://u:secret@db.example.org/x${query}`, {})
    expect(open).toThrow(
      /db\.example\.org is beyond this machine[^]*sslmode=verify-full[^]*COHORTIUM_PLAIN_HOSTS=db\.example\.org/,
    )
    expect(open).not.toThrow(/secret/)
    expect(
      postgresConnection(`postgresql://u@db.example.org/x${query}`, { COHORTIUM_PLAIN_HOSTS: 'db.example.org' }),
    ).toMatchObject({ transport: 'plain' })
    expect(postgresConnection(`postgresql://u@127.0.0.1/x${query}`, {})).toMatchObject({ transport: 'this machine' })
  })

  test('is found in the string, behind the question mark, and in PGHOST', () => {
    expect(postgresConnection('postgresql:///x?host=db.example.org', {}).transport).toBe('tls')
    expect(postgresConnection('postgresql://localhost/x?host=db.example.org', {}).transport).toBe('tls')
    expect(postgresConnection('postgresql:///x', { PGHOST: 'db.example.org' }).transport).toBe('tls')
    expect(postgresConnection('postgresql:///x?host=/run/postgresql', {}).transport).toBe('this machine')
    expect(postgresConnection('/run/postgresql x', {}).transport).toBe('this machine')
    expect(() => postgresConnection('postgresql:///x', { PGHOST: 'db.example.org', PGSSLMODE: 'disable' })).toThrow()
  })

  test('whose certificate file is not there is refused by the name of the file', () => {
    const open = () => postgresConnection('postgresql://u:secret@db/x?sslrootcert=/nowhere/ca.pem', {})
    expect(open).toThrow(/ServiceUnavailable|\/nowhere\/ca\.pem/)
    expect(open).not.toThrow(/secret/)
    expect(() => postgresConnection('postgresql://u:sec ret@[db/x', {})).not.toThrow(/sec ret/)
  })
})

describe('H13: a Temporal server beyond this machine', () => {
  test('is refused where neither TLS nor a key is set, with what to do', () => {
    expect(() => {
      refusePlainTemporal('temporal.example.org:7233', {}, {})
    }).toThrow(/temporal\.example\.org is beyond this machine[^]*TEMPORAL_TLS=true[^]*COHORTIUM_PLAIN_HOSTS/)
    expect(() => {
      refusePlainTemporal('temporal.example.org:7233', { tls: false, apiKey: 'k' }, {})
    }).toThrow()
  })

  test.each([
    ['temporal.example.org:7233', { tls: true }, {}],
    ['temporal.example.org:7233', { apiKey: 'k' }, {}],
    ['temporal:7233', {}, { COHORTIUM_PLAIN_HOSTS: 'postgres,temporal' }],
    ['127.0.0.1:7233', {}, {}],
    ['localhost:7233', {}, {}],
  ])('%s is taken with %j and %j', (address, options, environment) => {
    refusePlainTemporal(address, options, environment)
  })

  test('F9: a certificate that is not there is a setting that cannot be read, by its path', () => {
    expect(() =>
      namedConnection({ TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/client.pem' }),
    ).toThrow(/^Temporal: its settings cannot be read[^]*\/nowhere\/client\.pem[^]*what to do/)
  })
})

test('the start says which hosts are spoken to in plain, and nothing where none is', () => {
  const environment = { COHORTIUM_PLAIN_HOSTS: 'postgres,mail,temporal', SMTP_URL: 'smtp://mail:1025' }
  const connection = postgresConnection('postgresql://u:secret@postgres/x', environment)
  expect(
    plainHostsTold({ connection }, { address: 'temporal:7233', connectionOptions: { address: '' } }, environment),
  ).toBe(
    'Spoken to in plain, as COHORTIUM_PLAIN_HOSTS says: postgres (DATABASE_URL), temporal (TEMPORAL_ADDRESS), mail (SMTP_URL)',
  )
  const sealed = { ...environment, SMTP_URL: 'smtps://mail' }
  const verified = postgresConnection('postgresql://u@db/x', sealed)
  expect(
    plainHostsTold(
      { connection: verified },
      { address: 'temporal:7233', connectionOptions: { address: '', tls: true } },
      sealed,
    ),
  ).toBeNull()
})
