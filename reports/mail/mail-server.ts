import { told } from '../../words/told.js'
import { ToldError } from '../../words/told-error.js'

/** Where a mail server is, and how one logs in there. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte on. */
  readonly secure: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
}

/** Thrown when SMTP_URL names no mail server; its text, which may hold a password, is not repeated. */
export class MailServerInvalid extends ToldError {
  static readonly endsWith = 'serviceMissing'
  override readonly name = 'MailServerInvalid'

  constructor() {
    super(
      told`SMTP_URL is not of the form wanted: write smtps://user:password@host:port (or smtp://, for STARTTLS), in user and password each % as %25, # as %23, / as %2F, ? as %3F, @ as %40, : as %3A; without SMTP_URL messages are written into the run's mail/`,
    )
  }
}

const parsed = (smtpUrl: string): MailServer | null => {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '') return null
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  }
}

/** The mail server that a URL names. */
export const mailServerOf = (smtpUrl: string): MailServer => {
  let server: MailServer | null = null
  try {
    server = parsed(smtpUrl)
  } catch (error) {
    // No URL, or a percent sign that begins no sign.
    if (!(error instanceof TypeError || error instanceof URIError)) throw error
  }
  if (server === null) throw new MailServerInvalid()
  return server
}
