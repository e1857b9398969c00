import { BackupUnusable } from './errors.js'

/** A column whose numbers the database gives, and the last one that it gave. */
export interface BackedUpSequence {
  readonly column: string
  readonly last: number
}

/** A table of a backup: its columns in the order of its rows. */
export interface BackedUpTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly sequences: readonly BackedUpSequence[]
}

/** The form of backups that this version writes and reads. */
export const backupForm = 1

/** What stands at the beginning of a backup: what made it, the schema's steps, and whose keys its subjects were hashed with. */
export interface BackupHeader {
  readonly format: number
  readonly madeAt: string
  readonly codeVersion: string
  readonly schema: readonly string[]
  /** The check values of the studies' identity keys, never a key. */
  readonly keys: readonly { readonly study: string; readonly keyCheck: string }[]
  readonly tables: readonly BackedUpTable[]
}

/** One piece of a backup: its length, then its bytes. A piece without bytes ends a table. */
export const framed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** The pieces of a backup, put together from the parts in which its bytes arrive. */
export const pieces = async function* (parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let waiting: Buffer[] = []
  let held = 0
  let wanted: number | null = null
  const take = (count: number): Buffer => {
    const [first = Buffer.alloc(0), ...more] = waiting
    // One part holds many pieces: it is cut, not copied.
    const all = more.length === 0 ? first : Buffer.concat(waiting)
    waiting = [all.subarray(count)]
    held -= count
    return all.subarray(0, count)
  }
  for await (const part of parts) {
    waiting.push(part)
    held += part.length
    for (;;) {
      if (wanted === null) {
        if (held < 4) break
        wanted = take(4).readUInt32BE()
      }
      if (held < wanted) break
      yield take(wanted)
      wanted = null
    }
  }
  if (held > 0 || wanted !== null) throw new BackupUnusable('it ends in the middle of a table')
}
