import type { Pass } from '../files/pass.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decodedOrNull } from './decode-bytes.js'
import { decoderOf } from './decoder-of.js'
import { SignCounts } from './sign-score.js'

/** What decoding a text as a whole says of an encoding. */
export interface DecodedLook {
  /** Whether all bytes are of it. */
  readonly valid: boolean
  readonly signs: SignCounts
}

/** A pass that decodes a text and keeps nothing but how often each sign stands in it. */
export const decodedLook = (encoding: Encoding): Pass & { readonly found: () => DecodedLook } => {
  const decode = decoderOf(encoding)
  const signs = new SignCounts()
  let valid = true
  const take = (bytes: Uint8Array, last: boolean): boolean => {
    const text = decodedOrNull(() => decode(bytes, last))
    if (text === null) valid = false
    else signs.take(text)
    return valid
  }
  return {
    take: bytes => take(bytes, false),
    end: () => {
      if (valid) take(new Uint8Array(), true)
    },
    found: () => ({ valid, signs }),
  }
}
