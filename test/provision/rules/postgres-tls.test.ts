import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPostgres } from '../../../provision/postgres-check.js'
import { postgresConnection } from '../../../provision/postgres-connection.js'
import { ownCertificate } from '../../support/own-certificate.js'
import { serve } from './scripted-postgres.js'

// An address that is answered by this machine and is none of its loopback addresses.
const beyond = '0.0.0.0'
const folder = mkdtempSync(join(tmpdir(), 'cohortium-tls-'))
const opened: Server[] = []

afterAll(() => {
  for (const server of opened) server.close()
  rmSync(folder, { recursive: true, force: true })
})

const listen = async (server: Server): Promise<number> => {
  opened.push(server)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

let heard = ''

/** A server that takes TLS, if it has a certificate, and says that it does not otherwise. */
const postgres = (own?: { readonly key: string; readonly certificate: string }): Promise<number> =>
  listen(
    createServer(socket => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => {
        socket.write(own === undefined ? 'N' : 'S')
        if (own === undefined) {
          socket.on('data', more => {
            heard += more.toString('latin1')
          })
          return
        }
        const sealed = new TLSSocket(socket, { isServer: true, key: own.key, cert: own.certificate })
        sealed.on('error', () => sealed.destroy())
        serve(sealed)
      })
    }),
  )

const check = async (port: number, query: string): Promise<string> => {
  const url = `postgresql://someone:secret-word@${beyond}:${String(port)}/study?${query}`
  return checkPostgres(url, postgresConnection(url, {}), 'DATABASE_URL').then(String, (error: unknown) => String(error))
}

describe('H13: a PostgreSQL beyond this machine', () => {
  const right = ownCertificate(beyond)
  const other = ownCertificate('10.9.8.7')
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  let rightFile: string
  let otherFile: string
  beforeAll(() => {
    rightFile = file('right.pem', right.certificate)
    otherFile = file('other.pem', other.certificate)
  })

  test('without TLS hears no login, and the message says what to do', async () => {
    const told = await check(await postgres(), '')
    expect(told).toMatch(/does not support SSL[^]*sslrootcert=FILE[^]*COHORTIUM_PLAIN_HOSTS=0\.0\.0\.0/)
    expect(told).not.toContain('secret-word')
    expect(heard).toBe('')
  })

  test('is used when its certificate is for it and signed by the CA that sslrootcert names', async () => {
    expect(await check(await postgres(right), `sslmode=verify-full&sslrootcert=${rightFile}`)).toMatch(
      /9\.6\.24 is too old/,
    )
  })

  test.each([
    ['nobody vouches for', () => check1(right, '')],
    ['is for another host', () => check1(other, `sslrootcert=${otherFile}`)],
    ['another CA signed', () => check1(right, `sslrootcert=${otherFile}`)],
    [
      'is for another host, under the weaker mode verify-ca',
      () => check1(other, `sslmode=verify-ca&sslrootcert=${otherFile}`),
    ],
  ])('is refused with a certificate that %s', async (_, told) => {
    expect(await told()).toMatch(
      /ServiceUnavailable: PostgreSQL: the server is not reachable\n {2}tried: postgresql:\/\/0\.0\.0\.0[^]*certificate|altnames/i,
    )
  })
  const check1 = async (own: typeof right, query: string): Promise<string> => check(await postgres(own), query)
})

test.each([
  'nonsense',
  ' ',
  'mysql://me:secret-word@127.0.0.1/x',
  'me:secret-word@db.example.org/x',
  'http://localhost/x',
])('the text %j is no connection string, and no host is made of it', text => {
  expect(() => postgresConnection(text, {})).toThrow(/cannot be used[^]*not of the form wanted[^]*correct DATABASE_URL/)
  expect(() => postgresConnection(text, {})).not.toThrow(/secret-word|COHORTIUM_PLAIN_HOSTS/)
})
