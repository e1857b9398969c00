import { type Encoding, textIn, whereBad } from './decode-bytes.js'
import { Unreadable } from '../errors.js'
import { looksLikeWords, narrowEncodings, plainlyUtf8 } from './letter-shape.js'
import { likelyEncodings, tellingLines } from './likely-encodings.js'
import { plainly, signScore, type WideEncoding, wideEncodings } from './sign-score.js'
import { type Told, told, toldAll } from '../../words/told.js'

/** What a data manager does about an encoding that is not the file's: the encodings that read it, best first. */
export const nameAnother = (likely: readonly Encoding[]): Told =>
  likely.length === 0
    ? told`name the file's own in the mapping (\`encoding: …\`)`
    : told`name the file's own in the mapping (\`encoding: …\`); it reads as ${toldAll(likely.slice(0, 3).map(one => told`${one}`))}`

const isWide = (encoding: Encoding): encoding is WideEncoding => wideEncodings.some(wide => wide === encoding)

// How much plainer another encoding has to be than the declared one.
const margin = 2

const beyondAscii = (bytes: Uint8Array): boolean => bytes.some(byte => byte >= 0x80)

const count = (text: string, shape: RegExp): number => text.match(shape)?.length ?? 0

// In the wrong order of bytes each line end is another sign; in ASCII there is no zero byte at all.
const notUtf16 = (bytes: Uint8Array, text: string): Told | null => {
  if (!bytes.includes(0)) return told`it has no zero byte, as every table in UTF-16 has`
  return count(text, /[\u0A00\u0D00]/g) > count(text, /[\n\r]/g) ? told`its bytes stand in the other order` : null
}

const unlikely = (text: string, sample: Uint8Array, declared: Encoding): Told | null => {
  const alphabet = narrowEncodings[declared]
  const control = alphabet === undefined ? null : /[\u0080-\u009F]/.exec(text)
  if (control !== null) return told`it holds bytes that stand for nothing in ${declared}`
  const sampled = textIn(sample, declared) ?? ''
  const likely = likelyEncodings(sample).filter(encoding => encoding !== declared)
  const [best] = likely
  if (best === undefined) return null
  const scoreOf = (encoding: WideEncoding): number => signScore(textIn(sample, encoding) ?? '', encoding)
  const plainest = Math.max(0, ...likely.filter(isWide).map(scoreOf))
  // Several encodings of one byte a sign make words of the same bytes: only another kind of sign speaks against one.
  const against = isWide(declared)
    ? scoreOf(declared) < 0 || (plainest >= plainly && plainest > scoreOf(declared) + margin)
    : plainest >= plainly || (alphabet !== undefined && !looksLikeWords(sampled, alphabet) && /\p{L}/u.test(sampled))
  return against ? told`in ${declared} it is no text; ${nameAnother(likely)}` : null
}

const contradiction = (bytes: Uint8Array, text: string, declared: Encoding): Told | null => {
  if (declared.startsWith('utf-16')) return notUtf16(bytes, text)
  if (!beyondAscii(bytes) || declared === 'utf-8') return null
  const sample = tellingLines(bytes)
  const plain = textIn(sample, 'utf-8')
  if (plain !== null && (!isWide(declared) || plainlyUtf8(plain))) {
    return told`it is UTF-8, and the mapping says ${declared}`
  }
  return unlikely(text, sample, declared)
}

/** Decodes a text as the mapping says, and refuses it where its bytes say otherwise. */
export const decodeDeclared = (bytes: Uint8Array, declared: Encoding): string => {
  const text = textIn(bytes, declared)
  if (text === null) {
    throw new Unreadable(told`${whereBad(bytes, declared)}; ${nameAnother(likelyEncodings(tellingLines(bytes)))}`)
  }
  const against = contradiction(bytes, text, declared)
  if (against !== null) throw new Unreadable(against)
  return text
}
