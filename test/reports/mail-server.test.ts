import { expect, test } from 'vitest'
import { MailServerInvalid, mailServerOf } from '../../reports/mail/mail-server.js'

test.each([
  ['smtp://localhost', { host: 'localhost', port: 587, secure: false }],
  ['smtps://[::1]', { host: '::1', port: 465, secure: true }],
  [
    'smtps://me%40example.org:50%25%23%2F@mail.example.org:2465',
    { host: 'mail.example.org', port: 2465, secure: true, auth: { user: 'me@example.org', pass: '50%#/' } },
  ],
])('the URL %s names a mail server', (url, server) => {
  expect(mailServerOf(url)).toEqual(server)
})

test.each([
  'nonsense',
  'mail.example.org:465',
  'http://mail.example.org',
  'smtp://',
  'smtp://mail.example.org:99999',
  'smtps://me:half#secret/7@mail.example.org',
  'smtps://me:100%secret@mail.example.org',
])('the URL %s names none, which is named without its words', url => {
  expect(() => mailServerOf(url)).toThrow(MailServerInvalid)
  expect(() => mailServerOf(url)).toThrow(/^SMTP_URL is not of the form wanted: write smtps:/)
  expect(() => mailServerOf(url)).not.toThrow(/secret|example|nonsense/)
})
