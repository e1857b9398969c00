import type { Duplex } from 'node:stream'

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

/** Answers on one connection as a PostgreSQL 9.6 does when it is asked for its version. */
export const serve = (socket: Duplex): void => {
  let started = false
  socket.on('error', () => socket.destroy())
  socket.on('data', (received: Buffer) => {
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
