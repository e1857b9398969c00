import type { Pass } from '../files/pass.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decoderOf } from './decoder-of.js'

const mark = Buffer.from('\uFEFF')

// Bytes that are UTF-8 already pass as they are, but for the mark at the beginning.
const withoutMark = (pass: Pass): Pass => {
  let start: Buffer | null = Buffer.alloc(0)
  const settle = (bytes: Buffer): boolean => {
    start = null
    return pass.take(bytes.subarray(0, mark.length).equals(mark) ? bytes.subarray(mark.length) : bytes)
  }
  return {
    take: bytes => {
      if (start === null) return pass.take(bytes)
      start = Buffer.concat([start, bytes])
      return start.length < mark.length ? true : settle(start)
    },
    end: () => {
      if (start !== null) settle(start)
      pass.end()
    },
  }
}

/** Hands a text on as UTF-8, without the mark at its beginning, whatever it is written in. */
export const utf8Pieces = (encoding: Encoding, pass: Pass): Pass => {
  if (encoding === 'utf-8') return withoutMark(pass)
  const decode = decoderOf(encoding)
  return {
    take: bytes => pass.take(Buffer.from(decode(bytes, false))),
    end: () => {
      pass.take(Buffer.from(decode(new Uint8Array(), true)))
      pass.end()
    },
  }
}
