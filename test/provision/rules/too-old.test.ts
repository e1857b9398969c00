import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPostgres } from '../../../provision/postgres-check.js'
import { ServiceUnavailable } from '../../../provision/service-unavailable.js'

// No server that old can be installed beside the tests, so one is scripted: start-up, one answer, nothing else.
const message = (kind: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(kind), length, body])
}

const int = (bytes: 2 | 4, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeIntBE(value, 0, bytes)
  return buffer
}

const textOid = 25
const ready = message('Z', Buffer.from('I'))

const column = (name: string): Buffer =>
  Buffer.concat([Buffer.from(`${name}\0`), int(4, 0), int(2, 0), int(4, textOid), int(2, -1), int(4, -1), int(2, 0)])

const cell = (text: string): Buffer => Buffer.concat([int(4, text.length), Buffer.from(text)])

const answer = Buffer.concat([
  message('T', int(2, 2), column('number'), column('text')),
  message('D', int(2, 2), cell('90624'), cell('9.6.24')),
  message('C', Buffer.from('SELECT 1\0')),
  ready,
])

const serve = (socket: Socket): void => {
  let started = false
  socket.on('error', () => socket.destroy())
  socket.on('data', received => {
    if (!started) {
      started = true
      socket.write(Buffer.concat([message('R', int(4, 0)), ready]))
    } else if (received[0] === 'Q'.charCodeAt(0)) {
      socket.write(answer)
    } else {
      socket.end()
    }
  })
}

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
  const refused = await checkPostgres(url, 'DATABASE_URL').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ServiceUnavailable)
  const text = String(refused)
  expect(text).toMatch(/9\.6\.24 is too old, 14 is needed/)
  expect(text).toMatch(/upgrade it/)
  expect(text).not.toMatch(/secret/)
})
