import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { DoorResult } from '../harmonize/door/door.js'
import { partsOf } from '../harmonize/received-parts.js'
import type { Settling } from '../sources/files/settle-export.js'
import { errorApart } from '../words/error-apart.js'
import { readAndPass } from './read-and-pass.js'
import type { ReaderAnswer, ReaderRequest } from './reader-messages.js'

const mostIssues = 2_000
const mostWaiting = 4
// V8 counts neither a part's columns nor its message among what piles up: those of so many parts are given back while they are young,
// and after so many more what was on its way each time.
const [partsAtOnce, partsInAll] = [8, 128]

const send = (answer: ReaderAnswer): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(answer, undefined, undefined, error => (error === null ? resolve() : reject(error)))
  })

const next = (): Promise<ReaderRequest> =>
  new Promise(resolve => {
    process.once('message', message => resolve(message as ReaderRequest))
  })

const ask = async (answer: ReaderAnswer): Promise<ReaderRequest> => {
  const answered = next()
  await send(answer)
  return answered
}

type Asked = Extract<ReaderRequest, { readonly kind: 'read' }>

const settlingOf = ({ settling, now }: Asked): Settling | null => {
  if (settling === null) return null
  // The clock is that of who asks.
  let ahead = now - Date.now()
  const goOn = async (answer: ReaderAnswer): Promise<void> => {
    const request = await ask(answer)
    if (request.kind === 'go on') ahead = request.now - Date.now()
  }
  return {
    ...settling,
    now: () => Date.now() + ahead,
    wait: milliseconds => goOn({ kind: 'wait', milliseconds }),
    tell: file => goOn({ kind: 'tell', file }),
  }
}

/** Sends parts, of which so many may wait to be taken: who stores them is slower than who makes them. */
const sendParts = async ({ received }: DoorResult): Promise<void> => {
  let waiting = 0
  let go: () => void = () => undefined
  process.on('message', () => {
    waiting -= 1
    go()
  })
  let sent = 0
  for (const part of partsOf(received)) {
    waiting += 1
    await send({ kind: 'part', part })
    sent += 1
    // The first time it is what passing the door took.
    if (sent % partsInAll === partsAtOnce) globalThis.gc?.()
    else if (sent % partsAtOnce === 0) globalThis.gc?.({ type: 'minor' })
    while (waiting >= mostWaiting) await new Promise<void>(resolve => (go = resolve))
  }
  await send({ kind: 'all parts' })
}

const sendPassed = async (passed: DoorResult): Promise<void> => {
  const { issues, notes, findings, fates } = passed
  for (let at = 0; at < issues.length; at += mostIssues) {
    await send({ kind: 'issues', issues: issues.slice(at, at + mostIssues) })
  }
  await send({ kind: 'passed', notes, findings, fates })
  await sendParts(passed)
}

const readAsAsked = async (asked: Asked): Promise<void> => {
  const { passed } = await readAndPass(asked.site, {
    settling: settlingOf(asked),
    watch: {
      looked: files => send({ kind: 'looked', files }),
      begins: file => send({ kind: 'begun', file }),
      read: receipt => send({ kind: 'read', receipt }),
    },
    wants: async exports => {
      const answer = await ask({ kind: 'received', exports })
      return answer.kind === 'let through' && answer.wanted
    },
  })
  if (passed !== null) await sendPassed(passed)
}

const startWatchdog = (workerData: unknown): Worker => {
  const program = new URL(`./watchdog${extname(import.meta.url)}`, import.meta.url)
  if (!program.pathname.endsWith('.ts')) return new Worker(program, { workerData })
  // A thread that is to run a source file, as in tests, needs a loader before it.
  const loaded = `import('tsx/esm/api').then(({ register }) => { register(); return import('${program.href}') })`
  return new Worker(loaded, { eval: true, workerData })
}

/**
 * The reading process: it is asked over its channel alone, so that nothing of a site stands in its arguments. It lives until
 * whoever asked has taken the answer and ends it: what is still on its way would be lost with it.
 */
export const startReading = async (): Promise<void> => {
  // Nothing is read before somebody watches.
  await once(startWatchdog(JSON.parse(process.argv[2] ?? '{}')), 'message')
  // Who asked has gone.
  process.once('disconnect', () => process.exit(0))
  const asked = await next()
  if (asked.kind === 'read') await readAsAsked(asked).catch(async (error: unknown) => send(errorApart(error)))
}
