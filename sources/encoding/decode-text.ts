import { passOver, type Passes } from '../files/pass.js'
import { byteLook } from './byte-look.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decodeAs } from './decode-bytes.js'
import { settleEncoding, type SettledEncoding } from './settle-encoding.js'

/** A decoded text export, with how its encoding was decided. */
export interface DecodedText extends SettledEncoding {
  readonly text: string
}

const settled = function* (declared: Encoding | undefined): Passes<SettledEncoding> {
  const look = byteLook()
  yield look
  return yield* settleEncoding(look.found(), declared)
}

/** Decodes a text export that is in memory. */
export const decodeText = (bytes: Uint8Array, declared: Encoding | undefined): DecodedText => {
  const found = passOver(settled(declared), bytes)
  return { text: decodeAs(bytes, found.encoding), ...found }
}
