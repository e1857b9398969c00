import type { ChildProcess } from 'node:child_process'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { Receipt } from '../sources/files/receipt.js'
import type { Settling } from '../sources/files/settle-export.js'
import { noMemory } from '../words/code-of-error.js'
import { errorFromApart, FailedApart } from '../words/error-apart.js'
import { processEnd } from '../words/process-end.js'
import type { LookedAt } from '../words/looked-at.js'
import type { Told } from '../words/told.js'
import type { PassedSite } from './passed-site.js'
import { PartsComing } from './parts-coming.js'
import type { ReaderAnswer, ReaderRequest, ReceivedExport, SiteToRead } from './reader-messages.js'
import type { ReadingBounds } from './reading-bounds.js'
import { ExportTooCostly, ReaderEnded, ReaderStopped } from './reading-errors.js'
import { inTurn } from './in-turn.js'
import { takeReader } from './start-reader.js'

/** What a reading depends on besides the site. */
export interface ReadingApart {
  readonly bounds: ReadingBounds
  readonly settling: Settling | null
  /** Hears of all files before one is read, and of each when its reading begins and when it has been read. */
  readonly watch: {
    readonly looked: (files: readonly LookedAt[]) => void
    readonly begins: (file: Told) => void
    readonly read: (receipt: Receipt) => void
  }
  /** Whether what was received is wanted: what is known already need not pass the door again. */
  readonly wants: (exports: readonly ReceivedExport[]) => Promise<boolean>
  /** Takes what passed the door, where it is wanted; the reading ends when it has. */
  readonly take: (exports: readonly ReceivedExport[], passed: PassedSite) => Promise<void>
  /** Ends the reading when it rejects. */
  readonly cancelled: Promise<never>
}

const textOf = (child: ChildProcess, stream: 'stdout' | 'stderr'): (() => string) => {
  let text = ''
  child[stream]?.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length < 10_000) text += piece
  })
  return () => text
}

const converse = (child: ChildProcess, site: SiteToRead, apart: ReadingApart): Promise<readonly ReceivedExport[]> =>
  new Promise((resolve, reject) => {
    const issues: RecordIssue[] = []
    const [verdict, complaint] = [textOf(child, 'stdout'), textOf(child, 'stderr')]
    let exports: readonly ReceivedExport[] = []
    let file: Told | null = null
    const now = (): number => apart.settling?.now() ?? 0
    const say = (request: ReaderRequest): void => {
      // What ended in between is reported by its end.
      child.send(request, () => undefined)
    }
    const parts = new PartsComing(() => {
      say({ kind: 'taken' })
    })
    let taking = false
    // Who takes the parts hears of it first, and has let go of the database before anything is tried again.
    const fail = (error: Error): void => {
      if (taking) parts.fail(error)
      else reject(error)
    }
    const answer = async (said: ReaderAnswer): Promise<void> => {
      if (said.kind === 'looked') apart.watch.looked(said.files)
      else if (said.kind === 'begun') {
        file = said.file
        apart.watch.begins(file)
      } else if (said.kind === 'read') apart.watch.read(said.receipt)
      else if (said.kind === 'wait') {
        await apart.settling?.wait(said.milliseconds)
        say({ kind: 'go on', now: now() })
      } else if (said.kind === 'tell') {
        await apart.settling?.tell(said.file)
        say({ kind: 'go on', now: now() })
      } else if (said.kind === 'received') {
        exports = said.exports
        const wanted = await apart.wants(exports)
        say({ kind: 'let through', wanted })
        if (!wanted) resolve(exports)
      } else if (said.kind === 'issues') issues.push(...said.issues)
      else if (said.kind === 'passed') {
        const { notes, findings, fates } = said
        taking = true
        await apart.take(exports, { issues, notes, findings, fates, parts })
        resolve(exports)
      } else if (said.kind === 'part') parts.put(said.part)
      else if (said.kind === 'all parts') parts.end()
      else fail(errorFromApart(said))
    }
    child.on('message', message => {
      answer(message as ReaderAnswer).catch(reject)
    })
    child.on('error', fail)
    child.on('close', (code, signal) => {
      const bound = verdict()
      const end = processEnd(code, signal, complaint())
      const { site: name } = site.mapping
      if (bound === 'cpu') fail(new ExportTooCostly(name, file, 'cpu', apart.bounds))
      else if (bound === 'memory' || end.kind === 'bound') fail(new ExportTooCostly(name, file, 'memory', apart.bounds))
      else if (end.kind === 'no memory') fail(new FailedApart('ReaderStarved', noMemory, ''))
      else if (end.kind === 'signal') fail(new ReaderStopped(name, end.signal))
      else fail(new ReaderEnded(name, end.code))
    })
    const { settling } = apart
    const asked = settling && {
      quietMilliseconds: settling.quietMilliseconds,
      patienceMilliseconds: settling.patienceMilliseconds,
    }
    say({ kind: 'read', site, settling: asked, now: now() })
  })

/**
 * Reads a site's exports and lets them through the door in a process of its own, within bounds of CPU time and memory: no
 * file can hold the thread that answers for this process, and one that costs too much refuses its own site. What passed is
 * taken part by part; what was received is given back.
 */
export const readSiteApart = (site: SiteToRead, apart: ReadingApart): Promise<readonly ReceivedExport[]> =>
  inTurn(apart.cancelled, async () => {
    const child = takeReader(apart.bounds)
    try {
      return await Promise.race([converse(child, site, apart), apart.cancelled])
    } finally {
      child.kill('SIGKILL')
    }
  })
