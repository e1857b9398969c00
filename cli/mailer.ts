import type { Dependencies } from '../stages/dependencies.js'
import { plainHostsVariable, transportTo } from '../provision/index.js'
import { type MailServer, mailServerOf } from '../reports/mail/mail-server.js'
import { type MailEncryption, sendMail } from '../reports/mail/send-mail.js'
import { told } from '../words/told.js'

const mailEncryption = ({ host }: MailServer): MailEncryption =>
  transportTo(host, process.env[plainHostsVariable]) === 'tls' ? 'verified' : 'as offered'

/** What sends one message through the mail server of a URL; null where none is named. A URL that names no server is refused. */
export const mailer = (smtpUrl: string | undefined): Dependencies['sendMail'] => {
  if (smtpUrl === undefined || smtpUrl === '') return null
  const server = mailServerOf(smtpUrl)
  return async mail => {
    const [outcome] = await sendMail(server, [mail], mailEncryption(server))
    return outcome ?? { to: mail.to, status: 'unreachable', code: null, response: told`no answer` }
  }
}

/** Refuses a mail server that cannot be meant before anything starts, rather than after the night's work. */
export const refuseNoMailServer = (environment: Readonly<Record<string, string | undefined>>): void => {
  mailer(environment['SMTP_URL'])
}
