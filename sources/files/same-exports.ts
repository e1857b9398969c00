import { createHash } from 'node:crypto'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Told } from '../../words/told.js'
import { openBytes } from './export-bytes.js'
import { type DayInName, findExports, type FoundExport } from './find-exports.js'
import { type FileState, fileState, isSettled, sameState, type Settling } from './settle-export.js'

/** An export that was received before: the name that it was shown by, and what its bytes are known by. */
export interface KnownExport {
  readonly fileId: string
  readonly file: Told
  readonly bytes: number
  readonly sha256: string
}

/** Where a site's exports lie, and how they are looked at. */
export interface ExportsToCompare {
  readonly folder: string
  readonly mapping: SiteMapping
  readonly dayInName: DayInName
  /** How long a file has to be left alone; null where files are read as they lie. */
  readonly settling: Pick<Settling, 'quietMilliseconds' | 'now' | 'wait'> | null
  /** Calls the comparison off. */
  readonly signal: AbortSignal
}

const hashOf = async (site: string, { file, path }: FoundExport, signal: AbortSignal): Promise<string> => {
  const bytes = await openBytes(site, file, path)
  try {
    const hash = createHash('sha256')
    for await (const piece of bytes.pieces()) {
      signal.throwIfAborted()
      hash.update(piece)
    }
    await bytes.refuseChanged()
    return hash.digest('hex')
  } finally {
    await bytes.close()
  }
}

const step = 1_000

/** Waits until a file has been left alone for long enough; whether it was, in the state named. */
const staysAlone = async (
  { path, file }: FoundExport,
  state: FileState,
  { mapping, settling, signal }: ExportsToCompare,
): Promise<boolean> => {
  // Once more than it may have to wait: a disk's clock may be ahead of ours.
  const waits = settling === null ? 0 : Math.ceil(settling.quietMilliseconds / step) + 1
  for (let waited = 0; ; waited += 1) {
    signal.throwIfAborted()
    if (!sameState(state, await fileState(mapping.site, file, path))) return false
    if (settling === null || (await isSettled(path, state, settling))) return true
    if (waited >= waits) return false
    await settling.wait(Math.min(step, settling.quietMilliseconds))
  }
}

/**
 * Whether a site's exports are, byte by byte, the ones that are known, whatever their times say. A file of another size is not
 * read for it; one that was touched just now is waited for; one that goes on changing, or cannot be read at all, is not the
 * one that is known: its reading will say what is wrong.
 */
export const areSameExports = async (asked: ExportsToCompare, known: readonly KnownExport[]): Promise<boolean> => {
  const { folder, mapping, dayInName, signal } = asked
  const { site } = mapping
  const found = await findExports(folder, mapping, dayInName)
  if (found.length !== known.length) return false
  const hashes = new Map<string, string>()
  for (const one of found) {
    const before = known.find(({ fileId }) => fileId === one.fileId)
    const state = await fileState(site, one.file, one.path)
    if (before === undefined || before.file !== one.file || before.bytes !== state.size) return false
    const hash = hashes.get(one.path) ?? (await hashOf(site, one, signal))
    hashes.set(one.path, hash)
    if (hash !== before.sha256 || !(await staysAlone(one, state, asked))) return false
  }
  return true
}
