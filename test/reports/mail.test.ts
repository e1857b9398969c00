import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildReport } from '../../reports/render/build-report.js'
import { recipientsOf, renderMail, type RenderedMail } from '../../reports/mail/render-mail.js'
import { reportContext } from '../../reports/report-context.js'
import { mailServerOf } from '../../reports/mail/mail-server.js'
import { sendMail } from '../../reports/mail/send-mail.js'
import { fullReport } from './report-fixtures.js'

const input = fullReport()
const context = reportContext(input)
const from = 'cohortium@example.org'
const received: { readonly to: readonly string[]; readonly mail: ParsedMail }[] = []
let mails: readonly RenderedMail[]
let port: number

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _session, done) {
    if (address === 'gone@example.org') done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
    else if (address === 'busy@example.org') done(Object.assign(new Error('mailbox busy'), { responseCode: 450 }))
    else done()
  },
  onData(stream, session, done) {
    simpleParser(stream).then(
      mail => {
        received.push({ to: session.envelope.rcptTo.map(one => one.address), mail })
        done()
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error('unreadable'))
      },
    )
  },
})

beforeAll(async () => {
  const { files } = await buildReport(input)
  const workbook = files.find(file => file.path === 'report.xlsx')?.bytes ?? new Uint8Array()
  const recipients = [
    ...recipientsOf(context, input.study.mail),
    { to: 'gone@example.org' },
    { to: 'busy@example.org' },
  ]
  mails = await Promise.all(recipients.map(recipient => renderMail(context, workbook, from, recipient)))
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})

afterAll(async () => {
  await new Promise<void>(resolve => {
    server.close(resolve)
  })
})

describe('a conversation with an SMTP server', () => {
  test('delivers one message a recipient; a refused one does not stop the others', async () => {
    const outcomes = await sendMail(mailServerOf(`smtp://127.0.0.1:${port}`), mails, 'as offered')
    expect(outcomes.map(({ to, status, code }) => [to, status, code])).toEqual([
      ['first@example.org', 'accepted', 250],
      ['second@example.org', 'accepted', 250],
      ['gone@example.org', 'rejected', 550],
      ['busy@example.org', 'deferred', 450],
    ])
    expect(received.map(one => one.to)).toEqual([['first@example.org'], ['second@example.org']])
  })

  test('brings banner, status, headline numbers and the workbook', async () => {
    const mail = received[0]?.mail
    expect(mail?.subject).toContain('SYNTHETIC DATA')
    expect(mail?.subject).toContain('FINAL')
    for (const body of [mail?.text, mail?.html === false ? '' : mail?.html]) {
      expect(body).toContain('SYNTHETIC DATA')
      expect(body).toContain('PFS, hazard ratio')
      expect(body).toContain('0.61 (0.40–0.94)')
      expect(body).toContain('New follow-up of Nantong')
    }
    expect(JSON.stringify(mail?.to)).toContain('刘医生')
    expect(mail?.messageId).toBe(mails[0]?.messageId)
    expect(mail?.date?.toISOString()).toBe('2024-03-31T18:00:00.000Z')
    expect(mail?.attachments.map(one => one.filename)).toEqual(['combined-therapy-20240401-0200-7f3a.xlsx'])
    const attached = await readXlsx(mail?.attachments[0]?.content ?? new Uint8Array())
    expect(attached.sheets[0]?.name).toBe('Cover')
  })

  test('names no server that is not there as unreachable', async () => {
    const outcomes = await sendMail(mailServerOf('smtp://127.0.0.1:1'), mails.slice(0, 1), 'verified')
    expect(outcomes.map(({ status, code }) => [status, code])).toEqual([['unreachable', null]])
  })
})

describe('a message', () => {
  test('is the same bytes for the same run and recipient, another for another', async () => {
    const again = await renderMail(context, new Uint8Array([1, 2, 3]), from, { to: 'first@example.org' })
    const twice = await renderMail(context, new Uint8Array([1, 2, 3]), from, { to: 'first@example.org' })
    expect(Buffer.compare(again.bytes, twice.bytes)).toBe(0)
    expect(new Set(mails.map(mail => mail.messageId)).size).toBe(mails.length)
    expect(new Set(mails.map(mail => mail.path)).size).toBe(mails.length)
  })

  test('takes no header from the words of a study or a recipient', async () => {
    const evil = reportContext({ ...input, study: { ...input.study, title: 'A study\r\nBcc: thief@example.org' } })
    const mail = await renderMail(evil, new Uint8Array([1]), from, {
      to: 'first@example.org',
      name: 'Liu\r\nBcc: thief@example.org',
    })
    const headers = new TextDecoder().decode(mail.bytes).split('\r\n\r\n')[0] ?? ''
    expect(headers).not.toMatch(/^bcc:/im)
    const parsed = await simpleParser(Buffer.from(mail.bytes))
    expect(parsed.bcc).toBeUndefined()
  })

  test('names its file so that it stays in its folder', async () => {
    const mail = await renderMail(context, new Uint8Array([1]), from, { to: '../../etc/passwd@example.org' })
    expect(mail.path).toMatch(/^mail\/[A-Za-z0-9_.-]+\.eml$/)
    expect(mail.path).not.toContain('/..')
  })

  test('goes to those who asked for changes only when something changed', () => {
    const named = [
      { to: 'always@example.org', when: 'always' as const },
      { to: 'changed@example.org', when: 'changed' as const },
    ]
    expect(recipientsOf(reportContext(input), named).map(one => one.to)).toEqual([
      'always@example.org',
      'changed@example.org',
    ])
    expect(recipientsOf(reportContext({ ...input, whatChanged: [] }), named).map(one => one.to)).toEqual([
      'always@example.org',
    ])
  })
})
