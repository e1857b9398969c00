import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { type Pieces, pieceBytes } from './pass.js'
import { ExportUnreadable } from '../errors.js'
import { type Told, told } from '../../words/told.js'
import { fileFailure, inPlaceOfFile } from './file-failure.js'

/** An export file that is open: one descriptor, from which its bytes are read as often as they are needed. */
export interface ExportBytes extends Pieces {
  readonly size: number
  /** Bytes at a place of the file; fewer where it ends. */
  readonly read: (position: number, length: number) => Promise<Uint8Array>
  /** Refuses the file where it is no longer the one that was opened. */
  readonly refuseChanged: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The bytes of a file with its name, which is shown nowhere. */
export interface NamedBytes {
  readonly bytes: ExportBytes
  readonly name: string
}

/** Opens an export file; links are not followed. */
export const openExport = async (site: string, file: Told, path: string): Promise<FileHandle> => {
  let other: Told | null
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    other = inPlaceOfFile(await handle.stat())
    if (other === null) return handle
    await handle.close()
  } catch (error) {
    throw fileFailure(site, file, error)
  }
  throw new ExportUnreadable(site, file, other)
}

// The next piece is on its way while one is worked on; each is written over by the next but one.
const piecesOf = async function* (handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  const buffers = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)] as const
  const read = (turn: number, position: number) => {
    const buffer = turn % 2 === 0 ? buffers[0] : buffers[1]
    const coming = handle.read(buffer, 0, Math.min(pieceBytes, size - position), position)
    // It may fail before anybody waits for it; then it is heard of where it is waited for.
    coming.catch(() => undefined)
    return coming
  }
  let [turn, position] = [0, 0]
  let coming = position < size ? read(turn, position) : null
  try {
    while (coming !== null) {
      const { bytesRead, buffer } = await coming
      position += bytesRead
      turn += 1
      coming = bytesRead > 0 && position < size ? read(turn, position) : null
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead)
    }
  } finally {
    // Who took enough leaves one on its way, and the file may be closed next.
    await coming?.catch(() => null)
  }
}

/** Opens an export file to read its bytes by pieces. */
export const openBytes = async (site: string, file: Told, path: string): Promise<ExportBytes> => {
  const handle = await openExport(site, file, path)
  const failed = (error: unknown): ExportUnreadable => fileFailure(site, file, error)
  const opened = await handle.stat()
  return {
    size: opened.size,
    pieces: async function* () {
      const pieces = piecesOf(handle, opened.size)
      try {
        for (;;) {
          const next = await pieces.next().catch((error: unknown) => {
            throw failed(error)
          })
          if (next.done === true) return
          yield next.value
        }
      } finally {
        await pieces.return(undefined)
      }
    },
    read: async (position, length) => {
      const buffer = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await handle
          .read(buffer, filled, length - filled, position + filled)
          .catch((error: unknown) => {
            throw failed(error)
          })
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return buffer.subarray(0, filled)
    },
    refuseChanged: async () => {
      const now = await handle.stat().catch((error: unknown) => {
        throw failed(error)
      })
      if (now.size === opened.size && now.ctimeMs === opened.ctimeMs) return
      throw new ExportUnreadable(site, file, told`still being written: it changed while it was read`, true)
    },
    close: () => handle.close(),
  }
}
