import type { encodings } from '../../protocol/language/site.js'
import { Unreadable } from '../errors.js'
import { type Told, told } from '../../words/told.js'

/** An encoding that a text export may be written in. */
export type Encoding = (typeof encodings)[number]

/** The signs of Windows-1252 for the bytes 80 to 9F, which the decoder of Node 20 takes for control signs. */
export const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

const decodeStrictly = (bytes: Uint8Array, encoding: Encoding, whole: boolean): string => {
  if (encoding !== 'windows-1252') return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole })
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replaceAll(/[\u0080-\u009F]/g, sign => windows1252[sign.charCodeAt(0) - 0x80] ?? sign)
}

/** The text of bytes in an encoding, or null where they are not of it; bad bytes are never replaced. */
export const textIn = (bytes: Uint8Array, encoding: Encoding, whole = true): string | null => {
  try {
    return decodeStrictly(bytes, encoding, whole)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

// The decoder does not say where it stopped: the longest start that decodes is found by halving.
const badOffset = (bytes: Uint8Array, encoding: Encoding): number => {
  let [good, bad] = [0, bytes.length + 1]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (textIn(bytes.subarray(0, middle), encoding, false) === null) bad = middle
    else good = middle
  }
  return good
}

const rowAt = (bytes: Uint8Array, offset: number): number => {
  let row = 1
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 10) row += 1
  return row
}

/** Where bytes stop being of an encoding, in words. */
export const whereBad = (bytes: Uint8Array, encoding: Encoding): Told => {
  const offset = badOffset(bytes, encoding)
  const what =
    offset >= bytes.length ? told`the file ends in the middle of a character` : told`byte ${offset} is not ${encoding}`
  return told`${what} (line ${rowAt(bytes, offset)})`
}

/** The text of bytes in an encoding; bytes that are not of it are refused with their place. */
export const decodeAs = (bytes: Uint8Array, encoding: Encoding): string => {
  const text = textIn(bytes, encoding)
  if (text === null) throw new Unreadable(whereBad(bytes, encoding))
  return text
}
