import { counted } from '../../words/counted.js'
import { type Told, told } from '../../words/told.js'
import { Unreadable } from '../errors.js'
import type { Passes } from '../files/pass.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decoderOf } from './decoder-of.js'
import type { SignCounts } from './sign-score.js'

const lineFeed = 0x0a

const countOf = (bytes: Uint8Array, sign: number): number => {
  let found = 0
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) found += 1
  return found
}

// How many zero bytes stand at places with an odd number before them.
const oddOnes = (bytes: Uint8Array, from: number): number => {
  let found = 0
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) found += (from + at) % 2
  return found
}

/** What zero bytes in a file say that is read as text, with the place of the first: no text has one. */
export const zeroBytes = function* (): Passes<Told> {
  let [seen, first, line, zeros, odd] = [0, -1, 1, 0, 0]
  yield {
    take: bytes => {
      const at = bytes.indexOf(0)
      if (first < 0) line += countOf(at < 0 ? bytes : bytes.subarray(0, at), lineFeed)
      if (first < 0 && at >= 0) first = seen + at
      if (at >= 0) zeros += countOf(bytes, 0)
      if (at >= 0) odd += oddOnes(bytes, seen)
      seen += bytes.length
      return true
    },
    end: () => undefined,
  }
  const found = told`it holds ${counted(zeros, told`zero byte`)}, as no text does, the first at byte ${first + 1} in line ${line}`
  // Every second byte of Latin letters in UTF-16 is zero: the one behind the letter, or the one before it.
  const share = zeros > seen / 10 ? odd / zeros : 0.5
  if (share > 0.98) return told`${found}: it is UTF-16 without a byte-order mark: write \`encoding: utf-16le\``
  if (share < 0.02) return told`${found}: it is UTF-16 without a byte-order mark: write \`encoding: utf-16be\``
  return zeros > seen / 10
    ? told`${found}: it is UTF-16 without a byte-order mark, or no text at all; name the encoding in the mapping (\`encoding: utf-16le\` or \`utf-16be\`), or ask for it as CSV (UTF-8)`
    : told`${found}: it was damaged on the way, or is no text; ask for it anew`
}

/** Refuses a text in UTF-16 that has signs of the code 0, with the line of the first: its letters have zero bytes, and no text has such a sign. */
export const refuseZeroSigns = function* (encoding: Encoding, { counts }: SignCounts): Passes<void> {
  const zeros = counts[0] ?? 0
  if (zeros === 0) return
  const decode = decoderOf(encoding)
  let [line, isFound] = [1, false]
  const take = (bytes: Uint8Array, last: boolean): boolean => {
    if (isFound) return false
    const text = decode(bytes, last)
    const at = text.indexOf('\0')
    isFound = at >= 0
    line += (isFound ? text.slice(0, at) : text).split('\n').length - 1
    return !isFound
  }
  yield { take: bytes => take(bytes, false), end: () => void take(new Uint8Array(), true) }
  throw new Unreadable(
    told`it holds ${counted(zeros, told`sign`)} of the code 0, as no text does, the first in line ${line}: it was damaged on the way, or is no text; ask for it anew`,
  )
}
