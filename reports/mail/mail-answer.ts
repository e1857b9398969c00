import { type Told, told, toldId } from '../../words/told.js'

/**
 * What a mail server made of a message: taken, refused for good, to be tried later, or no server was reached; `cut off`
 * where a conversation that had begun ended without an answer, so that nobody knows whether the message arrived.
 */
export interface MailAnswer {
  readonly status: 'accepted' | 'rejected' | 'deferred' | 'unreachable' | 'cut off'
  /** The server's SMTP code, where it gave one. */
  readonly code: number | null
  /** The code and what it means, in fixed words: a server's own may repeat a login, a password or a recipient. */
  readonly response: Told
}

// RFC 5321, 4954 and 3207: what the codes mean to whoever waits for the message.
const meanings: Readonly<Record<number, Told>> = {
  421: told`the server is closing or too busy`,
  432: told`the password has to be changed`,
  450: told`the mailbox is busy or not open to us yet`,
  451: told`the server has a fault of its own`,
  452: told`the server has no room`,
  454: told`TLS or login is not at hand just now`,
  500: told`the server does not know the command`,
  501: told`the server does not take an address as it is written`,
  502: told`the server does not know the command`,
  503: told`the server wants another order of commands`,
  504: told`the server does not know the kind of login`,
  521: told`the server takes no mail`,
  530: told`the server wants a login or TLS first`,
  534: told`the server wants another kind of login`,
  535: told`the login is refused`,
  538: told`the server takes a login over TLS only`,
  550: told`the mailbox is not there or not open to us`,
  551: told`the mailbox is elsewhere`,
  552: told`the mailbox is full or the message too large`,
  553: told`the server does not take the name of the mailbox`,
  554: told`the server refuses the message`,
  556: told`the domain takes no mail`,
}

const meaningOf = (code: number): Told =>
  meanings[code] ?? (code < 400 ? told`taken` : code < 500 ? told`not now` : told`refused`)

const answered = (status: MailAnswer['status'], code: number): MailAnswer => ({
  status,
  code,
  response: told`${code} ${meaningOf(code)}`,
})

/** The answer of a server that took a message. */
export const takenBy = (response: string): MailAnswer => {
  const code = Number.parseInt(response, 10)
  return Number.isNaN(code) ? { status: 'accepted', code: null, response: told`taken` } : answered('accepted', code)
}

// The library's and Node's own names of what went wrong before any answer.
const withoutAnswer: readonly (readonly [RegExp, Told])[] = [
  [/^ETLS$/, told`no STARTTLS, or not with us: neither login nor message was sent`],
  [
    /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ESOCKET_CERT)/,
    told`a certificate that nobody vouches for; where a CA of your own signs it, start the command with NODE_EXTRA_CA_CERTS=FILE`,
  ],
  [/^(EDNS|ENOTFOUND|EAI_AGAIN)$/, told`no such host`],
  [/^ECONNREFUSED$/, told`nobody listens there`],
  [/^(ETIMEDOUT|ECONNECTION|ECONNRESET|ESOCKET|EPIPE)$/, told`no answer, or a connection that was cut`],
  [/^(EAUTH|ENOAUTH|EOAUTH2)$/, told`the login is not possible`],
  [/^(EENVELOPE|EMESSAGE|EPROTOCOL)$/, told`the server does not speak as agreed`],
]

const fieldOf = (error: unknown, field: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined

// The library wraps errors of the socket under a code of its own, with Node's words in the message.
const faultOf = (error: unknown): string => {
  const own = fieldOf(fieldOf(error, 'cause'), 'code') ?? fieldOf(error, 'code')
  const message = error instanceof Error ? error.message : ''
  const inside = /\b(ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE)\b/.exec(message)?.[1]
  if (/certificate|altnames/i.test(message)) return 'CERT_NOT_VERIFIED'
  const code = inside ?? own
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'UNKNOWN'
}

// A connection that was never made, or never greeted, took nothing.
const wasCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(Timeout$|Connection closed unexpectedly)/.test(error.message) ||
    /\b(read|write) (ECONNRESET|EPIPE)\b/.test(error.message))

/** The answer, or its absence, behind an error of sending. */
export const refusalOf = (error: unknown): MailAnswer => {
  const fault = faultOf(error)
  const code = fieldOf(error, 'responseCode')
  // A refused STARTTLS is a way that cannot be used, whatever number the server gives it.
  if (typeof code === 'number' && fault !== 'ETLS') return answered(code >= 500 ? 'rejected' : 'deferred', code)
  const meaning = withoutAnswer.find(([pattern]) => pattern.test(fault))?.[1] ?? told`no answer`
  return {
    status: wasCutOff(error) ? 'cut off' : 'unreachable',
    code: null,
    response: told`${toldId(fault)}: ${meaning}`,
  }
}
