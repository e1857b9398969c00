import { crc32, createInflateRaw } from 'node:zlib'
import { piecesOf } from '../files/pass.js'
import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'
import { partBytes, type ZipPart } from './zip-directory.js'

const chunkSize = 1 << 18

const inflated = async function* (packed: Uint8Array): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize })
  inflate.end(packed)
  try {
    for await (const piece of inflate) yield piece as Buffer
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw new Unreadable(told`a part of the workbook is damaged or larger than it says`)
    }
    throw error
  }
}

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)

/** The unpacked bytes of one part of an archive, piece by piece; a part that is damaged is refused where that shows. */
export const partPieces = async function* (bytes: Uint8Array, part: ZipPart): AsyncGenerator<Buffer> {
  const packed = partBytes(bytes, part)
  if (part.method !== 0 && part.method !== 8) {
    throw new Unreadable(told`a part of the workbook is packed in an unknown way`)
  }
  let [size, sum] = [0, 0]
  for await (const piece of part.method === 0 ? piecesOf(packed) : inflated(packed)) {
    size += piece.length
    if (size > part.size) throw new Unreadable(told`a part of the workbook is damaged or larger than it says`)
    sum = crc32(piece, sum)
    yield bufferOf(piece)
  }
  if (size !== part.size || sum !== part.crc) {
    throw new Unreadable(told`a part of the workbook is damaged: its checksum differs`)
  }
}
