import { decodeAs, type Encoding, textIn, whereBad } from './decode-bytes.js'
import { decodeDeclared, nameAnother } from './declared-encoding.js'
import { Unreadable } from '../errors.js'
import { plainlyUtf8 } from './letter-shape.js'
import { likelyEncodings, tellingLines, wideScore } from './likely-encodings.js'
import { plainly, signScore, wideEncodings } from './sign-score.js'
import { type Told, told } from '../../words/told.js'

/** A decoded text export, with how its encoding was told. */
export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  readonly notes: readonly Told[]
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

const markedEncoding = (bytes: Uint8Array): Encoding | null => {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) {
    throw new Unreadable(told`it is UTF-32: save it as UTF-8`)
  }
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  return startsWith(bytes, [0x84, 0x31, 0x95, 0x33]) ? 'gb18030' : null
}

const manyNulls = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, 4096)
  return start.filter(byte => byte === 0).length > start.length / 10
}

// Bytes of other encodings are often GB18030 too: it is taken only where the text is plainly Chinese, and no other's.
const plainlyChinese = (text: string, sample: Uint8Array): boolean => {
  const score = signScore(text, 'gb18030')
  return score >= plainly && wideEncodings.every(encoding => (wideScore(sample, encoding) ?? 0) <= score)
}

// A few Chinese signs, 女 among them, are in GB18030 the bytes of a Latin letter with an accent in UTF-8.
const couldBeChinese = (bytes: Uint8Array, plain: string): boolean => {
  const sample = tellingLines(bytes)
  return (wideScore(sample, 'gb18030') ?? 0) > 0 && !plainlyUtf8(textIn(sample, 'utf-8') ?? plain)
}

const inferred = (bytes: Uint8Array): DecodedText => {
  const plain = textIn(bytes, 'utf-8')
  if (plain !== null && couldBeChinese(bytes, plain)) {
    throw new Unreadable(told`its encoding cannot be told: ${nameAnother(['gb18030', 'utf-8'])}`)
  }
  if (plain !== null) return { text: plain, encoding: 'utf-8', notes: [] }
  const text = textIn(bytes, 'gb18030')
  const sample = tellingLines(bytes)
  if (text !== null && plainlyChinese(text, sample)) {
    return { text, encoding: 'gb18030', notes: [told`encoding inferred as gb18030: name it in the mapping`] }
  }
  const chinese = text === null ? told`nor GB18030` : told`and not plainly Chinese text in GB18030`
  const likely = likelyEncodings(sample)
  throw new Unreadable(
    told`its encoding cannot be told: ${whereBad(bytes, 'utf-8')}, ${chinese}; ${nameAnother(likely)}`,
  )
}

/**
 * Decodes a text export: as the mapping says unless the bytes contradict it, by its byte-order mark, as UTF-8, then as
 * GB18030 where it is plainly Chinese, and says what was inferred; bad bytes are never replaced.
 */
export const decodeText = (bytes: Uint8Array, declared: Encoding | undefined): DecodedText => {
  const marked = markedEncoding(bytes)
  if (declared !== undefined && marked !== null && marked !== declared) {
    throw new Unreadable(told`its byte-order mark says ${marked}, the mapping says ${declared}`)
  }
  if (marked !== null) return { text: decodeAs(bytes, marked), encoding: marked, notes: [] }
  if (manyNulls(bytes) && declared?.startsWith('utf-16') !== true) {
    throw new Unreadable(told`UTF-16 without a byte-order mark, or no text at all: name the encoding in the mapping`)
  }
  return declared === undefined
    ? inferred(bytes)
    : { text: decodeDeclared(bytes, declared), encoding: declared, notes: [] }
}
