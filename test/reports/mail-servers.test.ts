import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import type { RenderedMail } from '../../reports/mail/render-mail.js'
import { mailServerOf } from '../../reports/mail/mail-server.js'
import { sendMail } from '../../reports/mail/send-mail.js'

const opened: SMTPServer[] = []

const open = async (options: SMTPServerOptions): Promise<number> => {
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, _session, done) {
      stream.resume()
      stream.on('end', () => {
        done()
      })
    },
    ...options,
  })
  opened.push(server)
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

afterEach(async () => {
  for (const server of opened.splice(0))
    await new Promise<void>(resolve => {
      server.close(resolve)
    })
})

const mail: RenderedMail = {
  path: 'mail/a.eml',
  messageId: '<1@example.org>',
  from: 'from@example.org',
  to: 'to@example.org',
  bytes: new TextEncoder().encode('Subject: x\r\n\r\ntext\r\n'),
}

test('the name and password of an address are sent as they are, not as they are written in it', async () => {
  const given: string[] = []
  const port = await open({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      given.push(`${username ?? ''} ${password ?? ''}`)
      done(null, { user: username ?? '' })
    },
  })
  const outcomes = await sendMail(mailServerOf(`smtp://us%40er:p%2Fw@127.0.0.1:${String(port)}`), [mail], 'as offered')
  expect(given).toEqual(['us@er p/w'])
  expect(outcomes).toMatchObject([{ to: 'to@example.org', status: 'accepted', code: 250 }])
})

test('on this machine a certificate that nobody signed is taken, over TLS from the start and after it', async () => {
  const secure = await open({ secure: true })
  expect(await sendMail(mailServerOf(`smtps://localhost:${String(secure)}`), [mail], 'as offered')).toMatchObject([
    { status: 'accepted' },
  ])
  const upgraded = await open({})
  expect(await sendMail(mailServerOf(`smtp://127.0.0.1:${String(upgraded)}`), [mail], 'as offered')).toMatchObject([
    { status: 'accepted' },
  ])
})

test.each([
  [500, 'rejected'],
  [550, 'rejected'],
  [499, 'deferred'],
  [421, 'deferred'],
])('a server that answers %i has %s the message', async (code, status) => {
  const port = await open({
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      done(Object.assign(new Error(`no ${'y'.repeat(300)}`), { responseCode: code }))
    },
  })
  const [outcome] = await sendMail(mailServerOf(`smtp://127.0.0.1:${String(port)}`), [mail], 'as offered')
  expect(outcome).toMatchObject({ to: 'to@example.org', status, code })
  expect(outcome?.response).toMatch(new RegExp(`^${String(code)} [a-z ]+$`))
})

test('a server that is not there is unreachable, without a code', async () => {
  const [outcome] = await sendMail(mailServerOf('smtp://127.0.0.1:1'), [mail], 'as offered')
  expect(outcome).toMatchObject({ status: 'unreachable', code: null })
  expect(outcome?.response).toMatch(/ECONNREFUSED/)
})

test.each(['closes', 'resets'] as const)(
  'a server that %s the connection when it has the message leaves its delivery unknown (F24)',
  async how => {
    const sockets = new Set<Socket>()
    const port = await open({
      disabledCommands: ['STARTTLS'],
      onData(stream) {
        stream.resume()
        stream.on('end', () => {
          for (const socket of sockets)
            if (how === 'closes') socket.end()
            else socket.resetAndDestroy()
        })
      },
    })
    opened.at(-1)?.server.on('connection', (socket: Socket) => sockets.add(socket))
    const [outcome] = await sendMail(mailServerOf(`smtp://127.0.0.1:${String(port)}`), [mail], 'as offered')
    expect(outcome).toMatchObject({ status: 'cut off', code: null })
  },
)
