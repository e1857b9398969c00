import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'
import type { ExportBytes } from './export-bytes.js'
import { type Pass, pieceBytes } from './pass.js'

/** So many bytes a text may have at most, unpacked: of a text its distinct cells are in memory. */
export const mostTextBytes = 768 * 2 ** 20

const damaged = (): Unreadable =>
  new Unreadable(told`its gzip data are damaged or cut off: ask for it again, or deliver it unpacked`)

// A piece is written over by the next but one, and the unpacker may still hold it.
const kept = async function* (pieces: AsyncIterable<Uint8Array>, beside: Pass | null): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    beside?.take(piece)
    yield piece.slice()
  }
}

const unpacked = async function* ({ pieces, size }: ExportBytes, beside: Pass | null): AsyncGenerator<Uint8Array> {
  const source = Readable.from(kept(pieces(), beside))
  const gunzip = createGunzip({ chunkSize: pieceBytes })
  // What stops the reading is the reading's own failure, and not damage.
  const stopped: Error[] = []
  source.on('error', error => {
    stopped.push(error)
    gunzip.destroy(error)
  })
  source.pipe(gunzip)
  try {
    for await (const piece of gunzip) yield piece as Uint8Array
    if (gunzip.bytesWritten !== size) throw damaged()
  } catch (error) {
    throw stopped[0] ?? (error instanceof Error && 'code' in error ? damaged() : error)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

const startOf = async (pieces: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let left = length
  for await (const piece of pieces) {
    parts.push(Uint8Array.from(piece.subarray(0, left)))
    left -= piece.length
    if (left <= 0) break
  }
  return Buffer.concat(parts)
}

/** Bytes that come by pieces alone: one that begins further on is read over all that is before it. */
export const piecewise = (outer: ExportBytes, size: number, pieces: () => AsyncGenerator<Uint8Array>): ExportBytes => ({
  size,
  pieces,
  read: async (position, length) => (await startOf(pieces(), position + length)).subarray(position),
  refuseChanged: outer.refuseChanged,
  close: outer.close,
})

/**
 * The bytes in a gzip file, unpacked again for each pass and never all in memory. They are gone over once here: each checksum
 * is right, nothing stands behind the last, and they are not more than a table has. `beside` goes over the packed bytes.
 */
export const gunzipped = async (bytes: ExportBytes, beside: Pass): Promise<ExportBytes> => {
  let size = 0
  for await (const piece of unpacked(bytes, beside)) {
    size += piece.length
    if (size > mostTextBytes) throw new Unreadable(told`unpacked it is more than ${mostTextBytes / 2 ** 20} MiB`)
  }
  return piecewise(bytes, size, () => unpacked(bytes, null))
}
