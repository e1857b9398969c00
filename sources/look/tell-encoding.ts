import { byteLook } from '../encoding/byte-look.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { likelyEncodings } from '../encoding/likely-encodings.js'
import { settleEncoding } from '../encoding/settle-encoding.js'
import { Unreadable } from '../errors.js'
import type { Passes } from '../files/pass.js'

/** The encodings that a text may be written in, the likeliest first; sure where a reading settles it without a mapping's word. */
export interface ToldEncodings {
  readonly encodings: readonly Encoding[]
  readonly sure: boolean
}

// Of Latin letters, digits and line ends in UTF-16 one byte is zero: the second where the low one comes first.
const withZeros = (start: Uint8Array): readonly Encoding[] => {
  const zeros = [0, 0]
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2]! += 1
  return zeros[1]! >= zeros[0]! ? ['utf-16le', 'utf-16be'] : ['utf-16be', 'utf-16le']
}

/** Tells by its bytes alone in which encodings a text may be written: as a reading settles it, else all that are likely. */
export const tellEncoding = function* (): Passes<ToldEncodings> {
  const bytes = byteLook()
  yield bytes
  const look = bytes.found()
  try {
    const { encoding } = yield* settleEncoding(look, undefined)
    return { encodings: [encoding], sure: true }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const likely = look.zero
      ? withZeros(look.start)
      : [
          ...(look.japanese ? ['iso-2022-jp' as const] : []),
          ...likelyEncodings(look.telling),
          ...(look.utf8 ? ['utf-8' as const] : []),
        ]
    if (likely.length === 0) throw error
    return { encodings: [...new Set(likely)], sure: false }
  }
}
