import type { Dependencies } from '../activities/dependencies.js'
import { hostOf, plainHostsVariable, transportTo } from '../provision/index.js'
import { type MailEncryption, sendMail } from '../reports/send-mail.js'
import { told } from '../words/told.js'

const mailEncryption = (smtpUrl: string): MailEncryption =>
  transportTo(hostOf(smtpUrl), process.env[plainHostsVariable]) === 'tls' ? 'verified' : 'as offered'

/** What sends one message through the mail server of a URL; null where none is named. */
export const mailer = (smtpUrl: string | undefined): Dependencies['sendMail'] =>
  smtpUrl === undefined || smtpUrl === ''
    ? null
    : async mail => {
        const [outcome] = await sendMail(smtpUrl, [mail], mailEncryption(smtpUrl))
        return outcome ?? { to: mail.to, status: 'unreachable', code: null, response: told`no answer` }
      }
