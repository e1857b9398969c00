import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { refusalOf, takenBy } from '../../reports/mail/mail-answer.js'
import type { RenderedMail } from '../../reports/mail/render-mail.js'
import { mailServerOf } from '../../reports/mail/mail-server.js'
import { sendMail } from '../../reports/mail/send-mail.js'

const opened: SMTPServer[] = []
let heard: string[] = []

const open = async (options: SMTPServerOptions): Promise<string> => {
  const server = new SMTPServer({
    allowInsecureAuth: true,
    onAuth({ password }, _session, done) {
      heard.push(`login ${password ?? ''}`)
      done(null, { user: 'u' })
    },
    onData(stream, _session, done) {
      heard.push('message')
      stream.resume()
      stream.on('end', () => {
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  opened.push(server)
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  return `login:the-password@127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`
}

afterEach(async () => {
  heard = []
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

describe('H13: a mail server beyond this machine', () => {
  test('that offers no STARTTLS, or whose offer was taken out on the way, hears neither login nor message', async () => {
    const place = await open({ disabledCommands: ['STARTTLS'] })
    const outcomes = await sendMail(mailServerOf(`smtp://${place}`), [mail], 'verified')
    expect(outcomes).toEqual([
      {
        to: 'to@example.org',
        status: 'unreachable',
        code: null,
        response: 'ETLS: no STARTTLS, or not with us: neither login nor message was sent',
      },
    ])
    expect(heard).toEqual([])
  })

  test.each(['smtp', 'smtps'])('whose certificate nobody vouches for hears neither over %s', async scheme => {
    const place = await open({ secure: scheme === 'smtps' })
    const outcomes = await sendMail(mailServerOf(`${scheme}://${place}`), [mail], 'verified')
    expect(outcomes).toMatchObject([
      {
        status: 'unreachable',
        response: expect.stringMatching(
          /^CERT_NOT_VERIFIED: a certificate that nobody vouches for.*NODE_EXTRA_CA_CERTS=FILE$/,
        ) as string,
      },
    ])
    expect(heard).toEqual([])
  })

  test('that the owner allows in plain, or one of this machine, is used as it offers', async () => {
    const place = await open({ disabledCommands: ['STARTTLS'] })
    expect(await sendMail(mailServerOf(`smtp://${place}`), [mail], 'as offered')).toMatchObject([
      { status: 'accepted' },
    ])
    expect(heard).toEqual(['login the-password', 'message'])
  })
})

describe("M12: a server's words", () => {
  test('that repeat login and password are not kept, those of a refused login nor those of a taken message', async () => {
    const refusing = await open({
      disabledCommands: ['STARTTLS'],
      onAuth({ username, password }, _session, done) {
        done(new Error(`wrong: ${username ?? ''} / ${password ?? ''}`))
      },
    })
    const echoing = await open({
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => {
          // The type knows errors only; a text is the server's answer.
          ;(done as (error: null, message: string) => void)(null, 'queued for login with the-password')
        })
      },
    })
    const told = [
      ...(await sendMail(mailServerOf(`smtp://${refusing}`), [mail], 'as offered')),
      ...(await sendMail(mailServerOf(`smtp://${echoing}`), [mail], 'as offered')),
    ]
    expect(told.map(({ status, response }) => [status, response])).toEqual([
      ['rejected', '535 the login is refused'],
      ['accepted', '250 taken'],
    ])
  })

  test.each([
    [250, '250 taken'],
    [251, '251 taken'],
    [450, '450 the mailbox is busy or not open to us yet'],
    [499, '499 not now'],
    [550, '550 the mailbox is not there or not open to us'],
    [599, '599 refused'],
  ])('%i is kept as %s', (code, words) => {
    const said = `${String(code)} 5.7.1 user=login pass=the-password\u202E\u001B[31m`
    const answer = code < 400 ? takenBy(said) : refusalOf(Object.assign(new Error(said), { responseCode: code }))
    expect(answer.response).toBe(words)
  })

  test('an answer without a number, and an error of nobody knows what, are fixed words too', () => {
    expect(takenBy('the-password').response).toBe('taken')
    expect(refusalOf(Object.assign(new Error('the-password'), { code: 'the-password' })).response).toBe(
      'UNKNOWN: no answer',
    )
    expect(refusalOf('the-password').response).toBe('UNKNOWN: no answer')
  })
})
