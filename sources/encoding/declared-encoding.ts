import { refuseZeroSigns } from './zero-bytes.js'
import type { Passes } from '../files/pass.js'
import type { ByteLook } from './byte-look.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { badPlace, textIn } from './decode-bytes.js'
import { decodedLook } from './decoded-look.js'
import { Unreadable } from '../errors.js'
import { looksLikeWords, narrowEncodings, plainlyUtf8 } from './letter-shape.js'
import { likelyEncodings } from './likely-encodings.js'
import { plainly, type SignCounts, signScore, type WideEncoding, wideEncodings } from './sign-score.js'
import { type Told, told, toldAll } from '../../words/told.js'

/** What a data manager does about an encoding that is not the file's: the encodings that read it, best first. */
export const nameAnother = (likely: readonly Encoding[]): Told =>
  likely.length === 0
    ? told`name the file's own in the mapping (\`encoding: …\`)`
    : told`name the file's own in the mapping (\`encoding: …\`); it reads as ${toldAll(likely.slice(0, 3).map(one => told`${one}`))}`

const isWide = (encoding: Encoding): encoding is WideEncoding => wideEncodings.some(wide => wide === encoding)

// How much plainer another encoding has to be than the declared one.
const margin = 2

const countOf = ({ counts }: SignCounts, signs: string): number =>
  Array.from(signs).reduce((sum, sign) => sum + counts[sign.charCodeAt(0)]!, 0)

// In the wrong order of bytes each line end is another sign; in ASCII there is no zero byte at all.
const notUtf16 = ({ zero, utf8, telling }: ByteLook, signs: SignCounts): Told | null => {
  if (!zero)
    return told`it has no zero byte, as every table in UTF-16 has; ${nameAnother(utf8 ? ['utf-8'] : likelyEncodings(telling))}`
  return countOf(signs, '\u0A00\u0D00') > countOf(signs, '\n\r') ? told`its bytes stand in the other order` : null
}

const unlikely = ({ telling }: ByteLook, signs: SignCounts, declared: Encoding): Told | null => {
  const alphabet = narrowEncodings[declared]
  if (alphabet !== undefined && signs.counts.subarray(0x80, 0xa0).some(count => count > 0)) {
    return told`it holds bytes that stand for nothing in ${declared}`
  }
  const sampled = textIn(telling, declared) ?? ''
  const likely = likelyEncodings(telling).filter(encoding => encoding !== declared)
  const [best] = likely
  if (best === undefined) return null
  const scoreOf = (encoding: WideEncoding): number => signScore(textIn(telling, encoding) ?? '', encoding)
  const plainest = Math.max(0, ...likely.filter(isWide).map(scoreOf))
  // Several encodings of one byte a sign make words of the same bytes: only another kind of sign speaks against one.
  const against = isWide(declared)
    ? scoreOf(declared) < 0 || (plainest >= plainly && plainest > scoreOf(declared) + margin)
    : plainest >= plainly || (alphabet !== undefined && !looksLikeWords(sampled, alphabet) && /\p{L}/u.test(sampled))
  return against ? told`in ${declared} it is no text; ${nameAnother(likely)}` : null
}

const contradiction = (look: ByteLook, signs: SignCounts, declared: Encoding): Told | null => {
  if (declared.startsWith('utf-16')) return notUtf16(look, signs)
  if (look.japanese && declared !== 'iso-2022-jp') {
    return told`in ${declared} it is no text; ${nameAnother(['iso-2022-jp'])}`
  }
  if (look.ascii) return null
  const plain = textIn(look.telling, 'utf-8')
  if (plain !== null && (!isWide(declared) || plainlyUtf8(plain))) {
    return told`it is UTF-8, and the mapping says ${declared}: write \`encoding: utf-8\``
  }
  return unlikely(look, signs, declared)
}

/** Holds a text to the encoding that the mapping says, and refuses it where its bytes say otherwise. */
export const holdToDeclared = function* (look: ByteLook, declared: Encoding): Passes<void> {
  const decoded = decodedLook(declared)
  if (declared !== 'utf-8') yield decoded
  const { valid, signs } = decoded.found()
  if (declared === 'utf-8' ? !look.utf8 : !valid) {
    const likely: readonly Encoding[] = look.utf8 ? ['utf-8'] : likelyEncodings(look.telling)
    throw new Unreadable(told`${yield* badPlace(declared)}; ${nameAnother(likely)}`)
  }
  const against = declared === 'utf-8' && !look.japanese ? null : contradiction(look, signs, declared)
  if (against !== null) throw new Unreadable(against)
  yield* refuseZeroSigns(declared, signs)
}
