import { Unreadable } from './errors.js'

/** An encoding that a text export may be written in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** A decoded text export, with how its encoding was told. */
export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  readonly notes: readonly string[]
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

const markedEncoding = (bytes: Uint8Array): Encoding | null => {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  return startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : null
}

const decodes = (bytes: Uint8Array, encoding: Encoding, whole: boolean): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

// The decoder does not say where it stopped: the longest start that decodes is found by halving.
const badOffset = (bytes: Uint8Array, encoding: Encoding): number => {
  let [good, bad] = [0, bytes.length + 1]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (decodes(bytes.subarray(0, middle), encoding, false)) good = middle
    else bad = middle
  }
  return good
}

const rowAt = (bytes: Uint8Array, offset: number): number => {
  let row = 1
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 10) row += 1
  return row
}

const decodeAs = (bytes: Uint8Array, encoding: Encoding): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const offset = badOffset(bytes, encoding)
    const cut = offset >= bytes.length
    const what = cut ? 'the file ends in the middle of a character' : `byte ${offset} is not ${encoding}`
    throw new Unreadable(`${what} (line ${rowAt(bytes, offset)})`)
  }
}

const manyNulls = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, 4096)
  return start.filter(byte => byte === 0).length > start.length / 10
}

/**
 * Decodes a text export: as the mapping says, by its byte-order mark, as UTF-8, then as GB18030, and says what was
 * inferred; bad bytes are never replaced.
 */
export const decodeText = (bytes: Uint8Array, declared: Encoding | undefined): DecodedText => {
  const marked = markedEncoding(bytes)
  if (declared !== undefined) {
    if (marked !== null && marked !== declared) {
      throw new Unreadable(`its byte-order mark says ${marked}, the mapping says ${declared}`)
    }
    return { text: decodeAs(bytes, declared), encoding: declared, notes: [] }
  }
  if (marked !== null) return { text: decodeAs(bytes, marked), encoding: marked, notes: [] }
  if (manyNulls(bytes)) {
    throw new Unreadable('UTF-16 without a byte-order mark, or no text at all: name the encoding in the mapping')
  }
  if (decodes(bytes, 'utf-8', true)) return { text: decodeAs(bytes, 'utf-8'), encoding: 'utf-8', notes: [] }
  if (decodes(bytes, 'gb18030', true)) {
    const notes = ['encoding inferred as gb18030: name it in the mapping']
    return { text: decodeAs(bytes, 'gb18030'), encoding: 'gb18030', notes }
  }
  const offset = badOffset(bytes, 'utf-8')
  throw new Unreadable(`neither UTF-8 (byte ${offset}, line ${rowAt(bytes, offset)}) nor GB18030`)
}
