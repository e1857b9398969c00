import type { Pass } from '../files/pass.js'
import { TellingLines } from './telling-lines.js'
import { Utf8Check } from './utf8-check.js'

/** What the bytes of a text say of their encoding. */
export interface ByteLook {
  readonly length: number
  /** The first bytes, where a mark may stand. */
  readonly start: Uint8Array
  readonly ascii: boolean
  readonly utf8: boolean
  readonly zero: boolean
  /** Whether a sign of escape stands before the mark of a Japanese set of signs. */
  readonly japanese: boolean
  /** The lines that tell an encoding. */
  readonly telling: Uint8Array
}

const startBytes = 4096

// How ISO-2022-JP changes to signs of two bytes: all of its bytes are those of ASCII.
const toJapanese = ['\u001B$B', '\u001B$@']

/** A pass over bytes whose encoding is not known yet. */
export const byteLook = (): Pass & { readonly found: () => ByteLook } => {
  const check = new Utf8Check()
  const lines = new TellingLines()
  let start = Buffer.alloc(0)
  let [length, zero, japanese] = [0, false, false]
  return {
    take: bytes => {
      if (start.length < startBytes) start = Buffer.concat([start, bytes.subarray(0, startBytes - start.length)])
      length += bytes.length
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      zero ||= piece.includes(0)
      japanese ||= toJapanese.some(mark => piece.includes(mark))
      check.take(bytes)
      lines.take(bytes)
      return true
    },
    end: () => undefined,
    found: () => ({ length, start, ascii: check.ascii, utf8: check.end(), zero, japanese, telling: lines.found() }),
  }
}
