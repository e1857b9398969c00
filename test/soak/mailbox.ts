import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { drawnMailFaults, type MailFault } from './draws.js'

/** A real mail server that misbehaves as drawn, and what it has kept. */
export interface Mailbox {
  readonly url: string
  /** How often each message was kept, by message id. */
  readonly kept: ReadonlyMap<string, number>
  /** How often messages were treated in each way. */
  readonly treated: ReadonlyMap<MailFault, number>
  readonly close: () => Promise<void>
}

const answers: Partial<Record<MailFault, readonly [number, string]>> = {
  busy: [450, 'mailbox busy'],
  'mailbox unknown': [550, 'no such mailbox'],
}

// The library types its own connections as anything.
const connectionsOf = (server: SMTPServer): readonly { readonly id: string; readonly close: () => void }[] => [
  ...(server.connections as ReadonlySet<{ readonly id: string; readonly close: () => void }>),
]

/** Opens the mail server of a seed. */
export const openMailbox = async (seed: number): Promise<Mailbox> => {
  const faults = drawnMailFaults(seed)
  const kept = new Map<string, number>()
  const treated = new Map<MailFault, number>()
  const next = new Map<string, MailFault>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, session, done) {
      const fault = faults.next().value
      treated.set(fault, (treated.get(fault) ?? 0) + 1)
      next.set(session.id, fault)
      const [code, words] = answers[fault] ?? []
      if (code === undefined) done()
      else done(Object.assign(new Error(words), { responseCode: code }))
    },
    onData(stream, session, done) {
      const fault = next.get(session.id)
      let text = ''
      stream.setEncoding('latin1').on('data', (part: string) => {
        text += part
      })
      stream.on('end', () => {
        const id = /^Message-ID: *(\S+)/im.exec(text)?.[1] ?? 'without an id'
        if (fault !== 'cut before the end') kept.set(id, (kept.get(id) ?? 0) + 1)
        if (fault === 'taken') done()
        // The connection ends without a word: who sent cannot know what became of it.
        else for (const open of connectionsOf(server)) if (open.id === session.id) open.close()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`,
    kept,
    treated,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
