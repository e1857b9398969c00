import type { Passes } from '../files/pass.js'
import type { ByteLook } from './byte-look.js'
import { holdToDeclared, nameAnother } from './declared-encoding.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { badPlace, textIn } from './decode-bytes.js'
import { decodedLook } from './decoded-look.js'
import { Unreadable } from '../errors.js'
import { plainlyUtf8 } from './letter-shape.js'
import { likelyEncodings, wideScore } from './likely-encodings.js'
import { plainly, scoreOfCounts, wideEncodings } from './sign-score.js'
import { refuseZeroSigns, zeroBytes } from './zero-bytes.js'
import { type Told, told } from '../../words/told.js'

/** The encoding of a text export, with how it was decided. */
export interface SettledEncoding {
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

// A few Chinese signs, 女 among them, are in GB18030 the bytes of a Latin letter with an accent in UTF-8.
const couldBeChinese = ({ telling }: ByteLook): boolean =>
  (wideScore(telling, 'gb18030') ?? 0) > 0 && !plainlyUtf8(textIn(telling, 'utf-8') ?? '')

const notUnicode = (): Unreadable => new Unreadable(told`its encoding cannot be told: ${nameAnother(['iso-2022-jp'])}`)

const inferred = function* (look: ByteLook): Passes<SettledEncoding> {
  if (look.utf8) {
    if (look.japanese) throw notUnicode()
    if (!couldBeChinese(look)) return { encoding: 'utf-8', notes: [] }
    throw new Unreadable(told`its encoding cannot be told: ${nameAnother(['gb18030', 'utf-8'])}`)
  }
  const decoded = decodedLook('gb18030')
  yield decoded
  const { valid, signs } = decoded.found()
  // Bytes of other encodings are often GB18030 too: it is taken only where the text is plainly Chinese, and no other's.
  const score = valid ? scoreOfCounts(signs, 'gb18030') : 0
  if (score >= plainly && wideEncodings.every(encoding => (wideScore(look.telling, encoding) ?? 0) <= score)) {
    return { encoding: 'gb18030', notes: [told`encoding inferred as gb18030: name it in the mapping`] }
  }
  const chinese = valid ? told`and not plainly Chinese text in GB18030` : told`nor GB18030`
  throw new Unreadable(
    told`its encoding cannot be told: ${yield* badPlace('utf-8')}, ${chinese}; ${nameAnother(likelyEncodings(look.telling))}`,
  )
}

/**
 * Settles the encoding of a text export: as the mapping says unless the bytes contradict it, by its byte-order mark, UTF-8,
 * then GB18030 where it is plainly Chinese, and says what was inferred; bad bytes refuse it.
 */
export const settleEncoding = function* (look: ByteLook, declared: Encoding | undefined): Passes<SettledEncoding> {
  const marked = markedEncoding(look.start)
  if (declared !== undefined && marked !== null && marked !== declared) {
    throw new Unreadable(
      told`its byte-order mark says ${marked}, the mapping says ${declared}: write \`encoding: ${marked}\``,
    )
  }
  const isWide = (marked ?? declared)?.startsWith('utf-16') === true
  if (look.zero && !isWide) throw new Unreadable(yield* zeroBytes())
  if (marked !== null) {
    const decoded = decodedLook(marked)
    if (marked !== 'utf-8') yield decoded
    if (marked === 'utf-8' ? look.utf8 : decoded.found().valid) {
      yield* refuseZeroSigns(marked, decoded.found().signs)
      return { encoding: marked, notes: [] }
    }
    throw new Unreadable(yield* badPlace(marked))
  }
  if (declared === undefined) return yield* inferred(look)
  yield* holdToDeclared(look, declared)
  return { encoding: declared, notes: [] }
}
