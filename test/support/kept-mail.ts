import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server that takes every message, and what it took. */
export interface KeptMail {
  readonly url: string
  readonly messages: readonly ParsedMail[]
  readonly close: () => Promise<void>
}

/** Opens a mail server of a test's own. */
export const keptMail = async (): Promise<KeptMail> => {
  const messages: ParsedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then(mail => {
        messages.push(mail)
        done()
      }, done)
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`,
    messages,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
