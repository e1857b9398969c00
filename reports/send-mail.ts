import { createTransport } from 'nodemailer'
import { inOneLine } from './mail-text.js'
import type { RenderedMail } from './render-mail.js'

/** What became of one message: taken by the server, refused for good, to be tried later, or no server was reached. */
export interface MailOutcome {
  readonly to: string
  readonly status: 'accepted' | 'rejected' | 'deferred' | 'unreachable'
  /** The server's SMTP code, where it gave one. */
  readonly code: number | null
  readonly response: string
}

const patience = 20_000

/** Sends each message to its one recipient through an SMTP server; a refusal of one does not stop the others. */
export const sendMail = async (smtpUrl: string, mails: readonly RenderedMail[]): Promise<readonly MailOutcome[]> => {
  const transport = createTransport({
    ...serverOf(smtpUrl),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  })
  try {
    const outcomes: MailOutcome[] = []
    for (const mail of mails) {
      outcomes.push(
        await transport
          .sendMail({ envelope: { from: mail.from, to: [mail.to] }, raw: Buffer.from(mail.bytes) })
          .then((info): MailOutcome => ({
            to: mail.to,
            status: 'accepted',
            code: codeOf(info.response),
            response: inOneLine(info.response).slice(0, 200),
          }))
          .catch((error: unknown) => failedOutcome(mail.to, error)),
      )
    }
    return outcomes
  } finally {
    transport.close()
  }
}

const serverOf = (smtpUrl: string) => {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  // A mail catcher on this machine signs its certificate itself; beyond it certificates are verified.
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    tls: { rejectUnauthorized: !loopback },
  }
}

const failedOutcome = (to: string, error: unknown): MailOutcome => {
  const code = numberIn(error, 'responseCode')
  const response = inOneLine(error instanceof Error ? error.message : 'unknown failure').slice(0, 200)
  const status = code === null ? 'unreachable' : code >= 500 ? 'rejected' : 'deferred'
  return { to, status, code, response }
}

const numberIn = (error: unknown, field: string): number | null => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : null
  return typeof value === 'number' ? value : null
}

const codeOf = (response: string): number | null => {
  const code = Number.parseInt(response, 10)
  return Number.isNaN(code) ? null : code
}
