import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPostgres } from '../../../provision/postgres-check.js'
import { postgresConnection } from '../../../provision/postgres-connection.js'
import { ServiceUnavailable } from '../../../provision/service-unavailable.js'
import { serve } from './scripted-postgres.js'

let server: Server
let url: string

beforeAll(async () => {
  server = createServer(serve)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  url = `postgres://someone:secret@127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}/study`
})

afterAll(() => {
  server.close()
})

test('a PostgreSQL that is too old is refused by its version, with what is needed and what to do', async () => {
  const refused = await checkPostgres(url, postgresConnection(url, {}), 'DATABASE_URL').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ServiceUnavailable)
  const text = String(refused)
  expect(text).toMatch(/9\.6\.24 is too old, 14 is needed/)
  expect(text).toMatch(/upgrade it/)
  expect(text).not.toMatch(/secret/)
})
