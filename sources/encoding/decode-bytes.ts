import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decoderOf } from './decoder-of.js'
import { passOver, type Passes } from '../files/pass.js'
import { Unreadable } from '../errors.js'
import { type Told, told } from '../../words/told.js'

/** What decoding gives, or null where the bytes are not of the encoding. */
export const decodedOrNull = (decode: () => string): string | null => {
  try {
    return decode()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The text of bytes in an encoding, or null where they are not of it; bad bytes are never replaced. */
export const textIn = (bytes: Uint8Array, encoding: Encoding, whole = true): string | null =>
  decodedOrNull(() => decoderOf(encoding)(bytes, whole))

const lineFeed = 10

const linesIn = (bytes: Uint8Array): number => {
  let lines = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines += 1
  return lines
}

/**
 * Where bytes stop being of an encoding, in words. A decoder does not say where it stopped: a first pass finds the piece,
 * a second one the byte.
 */
export const badPlace = function* (encoding: Encoding): Passes<Told> {
  let [decode, piece, seen] = [decoderOf(encoding), -1, 0]
  yield {
    take: bytes => {
      if (decodedOrNull(() => decode(bytes, false)) === null) piece = seen
      seen += bytes.length
      return piece < 0
    },
    end: () => undefined,
  }
  if (piece < 0) piece = seen
  let [offset, row] = [0, 1]
  decode = decoderOf(encoding)
  yield {
    take: bytes => {
      const before = Math.min(bytes.length, piece - offset)
      if (before > 0) decode(bytes.subarray(0, before), false)
      let good = Math.max(0, before)
      while (good < bytes.length && decodedOrNull(() => decode(bytes.subarray(good, good + 1), false)) !== null)
        good += 1
      offset += good
      row += linesIn(bytes.subarray(0, good))
      return good === bytes.length
    },
    end: () => undefined,
  }
  const what =
    piece === seen ? told`the file ends in the middle of a character` : told`byte ${offset} is not ${encoding}`
  return told`${what} (line ${row})`
}

/** Where bytes stop being of an encoding, in words. */
export const whereBad = (bytes: Uint8Array, encoding: Encoding): Told => passOver(badPlace(encoding), bytes)

/** The text of bytes in an encoding; bytes that are not of it are refused with their place. */
export const decodeAs = (bytes: Uint8Array, encoding: Encoding): string => {
  const text = textIn(bytes, encoding)
  if (text === null) throw new Unreadable(whereBad(bytes, encoding))
  return text
}
