import { counted } from '../../words/counted.js'
import { type Told, told } from '../../words/told.js'
import type { Passes } from '../files/pass.js'

const lineFeed = 0x0a

const countOf = (bytes: Uint8Array, sign: number): number => {
  let found = 0
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) found += 1
  return found
}

/** What zero bytes in a file say that is read as text, with the place of the first: no text has one. */
export const zeroBytes = function* (): Passes<Told> {
  let [seen, first, line, zeros] = [0, -1, 1, 0]
  yield {
    take: bytes => {
      const at = bytes.indexOf(0)
      if (first < 0) line += countOf(at < 0 ? bytes : bytes.subarray(0, at), lineFeed)
      if (first < 0 && at >= 0) first = seen + at
      if (at >= 0) zeros += countOf(bytes, 0)
      seen += bytes.length
      return true
    },
    end: () => undefined,
  }
  const found = told`it holds ${counted(zeros, told`zero byte`)}, as no text does, the first at byte ${first + 1} in line ${line}`
  // Every second byte of Latin letters in UTF-16 is zero.
  return zeros > seen / 10
    ? told`${found}: it is UTF-16 without a byte-order mark, or no text at all; name the encoding in the mapping (\`encoding: utf-16le\` or \`utf-16be\`), or ask for it as CSV (UTF-8)`
    : told`${found}: it was damaged on the way, or is no text; ask for it anew`
}
