import { inflateRawSync } from 'node:zlib'
import { Unreadable } from '../errors.js'
import { partBytes, type ZipPart } from './zip-directory.js'
import { told } from '../../words/told.js'

/** The unpacked bytes of one part of an archive; a damaged part is refused. */
export const partContent = (bytes: Uint8Array, part: ZipPart): Uint8Array => {
  const packed = partBytes(bytes, part)
  if (part.method === 0) return packed
  if (part.method !== 8) throw new Unreadable(told`a part of the workbook is packed in an unknown way`)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, part.size) })
  } catch (error) {
    if (error instanceof Error) throw new Unreadable(told`a part of the workbook is damaged or larger than it says`)
    throw error
  }
}

/** The text of one part of an archive. */
export const partText = (bytes: Uint8Array, part: ZipPart): string => new TextDecoder().decode(partContent(bytes, part))
