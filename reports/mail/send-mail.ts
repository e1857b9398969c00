import { createTransport } from 'nodemailer'
import { type MailAnswer, refusalOf, takenBy } from './mail-answer.js'
import type { MailServer } from './mail-server.js'
import type { RenderedMail } from './render-mail.js'

/** What became of one message, for its recipient. */
export interface MailOutcome extends MailAnswer {
  readonly to: string
}

/** How the way to a mail server is kept: by TLS with a verified certificate or not at all, or as the server offers. */
export type MailEncryption = 'verified' | 'as offered'

const patience = 20_000

/** Sends each message to its one recipient through a mail server; a refusal of one does not stop the others. */
export const sendMail = async (
  server: MailServer,
  mails: readonly RenderedMail[],
  encryption: MailEncryption,
): Promise<readonly MailOutcome[]> => {
  const transport = createTransport({
    ...serverOf(server, encryption),
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

const serverOf = (server: MailServer, encryption: MailEncryption) => {
  const verified = encryption === 'verified'
  return {
    ...server,
    // A server that offers no STARTTLS, or whose offer somebody took out on the way, gets neither login nor message.
    requireTLS: verified && !server.secure,
    // A mail catcher on this machine signs its certificate itself.
    tls: { rejectUnauthorized: verified },
  }
}
