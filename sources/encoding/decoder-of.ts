import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { koreanDecoder } from './korean-pairs.js'

/** A decoder that takes a text by pieces; bytes that are not of the encoding throw a `TypeError`. */
export type Decode = (bytes: Uint8Array, last: boolean) => string

/** The signs of Windows-1252 for the bytes 80 to 9F, which the decoder of Node 20 takes for control signs. */
export const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

// Latin-10, which Node does not know, from A0 on; below that its bytes are those of Latin-1.
const latin10 =
  '\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ'

const latinBut =
  (shape: RegExp, first: number, signs: string): (() => Decode) =>
  () =>
  bytes =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .replaceAll(shape, sign => signs[sign.charCodeAt(0) - first] ?? sign)

const ofNode = (encoding: Encoding): Decode => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return (bytes, last) => decoder.decode(bytes, { stream: !last })
}

// What Node has for bytes that stand for nothing: signs of its own, of the range that no standard gives a meaning.
const isOwn = /[\uF8C1-\uF8C8\uF8F8]/
const ownRange = /[\uE000-\uF8FF]/g

const refusing = (shape: RegExp, encoding: Encoding) => (): Decode => {
  const decode = ofNode(encoding)
  return (bytes, last) => {
    const text = decode(bytes, last)
    if (shape.test(text)) throw new TypeError('no byte of the encoding')
    return text
  }
}

// Signs that only Hong Kong has are not known: a cell that has one is spoilt, and no other sign is read for it.
const big5 = (): Decode => {
  const decode = refusing(isOwn, 'big5')()
  return (bytes, last) => decode(bytes, last).replaceAll(ownRange, '\uFFFD')
}

const own: Readonly<Partial<Record<Encoding, () => Decode>>> = {
  'windows-1252': latinBut(/[\u0080-\u009F]/g, 0x80, windows1252),
  'iso-8859-16': latinBut(/[\u00A0-\u00FF]/g, 0xa0, latin10),
  'windows-874': refusing(isOwn, 'windows-874'),
  'euc-kr': koreanDecoder,
  big5,
}

/** A decoder of an encoding. */
export const decoderOf = (encoding: Encoding): Decode => (own[encoding] ?? (() => ofNode(encoding)))()
