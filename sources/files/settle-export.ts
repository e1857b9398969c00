import { lstat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ExportUnreadable } from '../errors.js'
import { fileFailure } from './file-failure.js'
import { type Told, told } from '../../words/told.js'

/** How long an export has to be unchanged before it is read, and what waiting needs of the world. */
export interface Settling {
  readonly quietMilliseconds: number
  /** After so long a file that still changes is refused by name. */
  readonly patienceMilliseconds: number
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** Told once for a file that is waited for. */
  readonly tell: (file: Told) => Promise<void>
}

/** What tells one state of a file from another without reading it. */
export interface FileState {
  readonly size: number
  readonly changed: number
  readonly inode: number
}

const step = 1_000

/** The state of a file on the disk. */
export const fileState = async (site: string, file: Told, path: string): Promise<FileState> => {
  const status = await lstat(path).catch((error: unknown) => {
    throw fileFailure(site, file, error)
  })
  return { size: status.size, changed: status.ctimeMs, inode: status.ino }
}

/** Whether two states are those of one file that was left alone. */
export const sameState = (a: FileState, b: FileState): boolean =>
  a.size === b.size && a.changed === b.changed && a.inode === b.inode

// A marker of an earlier delivery says nothing of a file that changed after it.
const isMarked = async (path: string, { changed }: FileState): Promise<boolean> => {
  for (const marker of [`${path}.ok`, join(dirname(path), '_COMPLETE')]) {
    const status = await lstat(marker).catch(() => null)
    if (status !== null && status.ctimeMs >= changed) return true
  }
  return false
}

/** Whether a file may be read without waiting: it was left alone for so long, or a marker says that it is whole. */
export const isSettled = async (
  path: string,
  state: FileState,
  { quietMilliseconds, now }: Pick<Settling, 'quietMilliseconds' | 'now'>,
): Promise<boolean> => now() - state.changed >= quietMilliseconds || isMarked(path, state)

/**
 * Waits until a file has not changed for a while, or until a marker beside it says that it is whole; one that goes on
 * changing is refused by name.
 */
export const awaitSettled = async (site: string, file: Told, path: string, settling: Settling): Promise<void> => {
  const { quietMilliseconds: quiet, patienceMilliseconds: patience, now, wait, tell } = settling
  const started = now()
  let since = started
  let state = await fileState(site, file, path)
  for (let waited = false; ; waited = true) {
    if (await isMarked(path, state)) return
    const age = now() - state.changed
    // A disk whose clock is ahead of ours: then only what was seen here counts.
    const calm = age >= 0 ? age : now() - since
    if (calm >= quiet) return
    if (now() - started >= patience) {
      const seconds = Math.round(patience / 1_000)
      throw new ExportUnreadable(site, file, told`still being written: it went on changing for ${seconds} s of waiting`)
    }
    if (!waited) await tell(file)
    await wait(Math.min(step, quiet - calm))
    const after = await fileState(site, file, path)
    if (!sameState(state, after)) since = now()
    state = after
  }
}
