import { createTransport } from 'nodemailer'
import { type MailAnswer, refusalOf, takenBy } from './mail-answer.js'
import type { RenderedMail } from './render-mail.js'

/** What became of one message, for its recipient. */
export interface MailOutcome extends MailAnswer {
  readonly to: string
}

/** How the way to a mail server is kept: by TLS with a verified certificate or not at all, or as the server offers. */
export type MailEncryption = 'verified' | 'as offered'

const patience = 20_000

/** Sends each message to its one recipient through an SMTP server; a refusal of one does not stop the others. */
export const sendMail = async (
  smtpUrl: string,
  mails: readonly RenderedMail[],
  encryption: MailEncryption,
): Promise<readonly MailOutcome[]> => {
  const transport = createTransport({
    ...serverOf(smtpUrl, encryption),
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
          .then((info): MailOutcome => ({ to: mail.to, ...takenBy(info.response) }))
          .catch((error: unknown): MailOutcome => ({ to: mail.to, ...refusalOf(error) })),
      )
    }
    return outcomes
  } finally {
    transport.close()
  }
}

const serverOf = (smtpUrl: string, encryption: MailEncryption) => {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const verified = encryption === 'verified'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A server that offers no STARTTLS, or whose offer somebody took out on the way, gets neither login nor message.
    requireTLS: verified && !secure,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    // A mail catcher on this machine signs its certificate itself.
    tls: { rejectUnauthorized: verified },
  }
}
