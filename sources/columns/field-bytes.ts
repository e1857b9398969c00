/** Bytes in which fields stand, to be read by words too. */
export interface FieldBytes {
  readonly bytes: Buffer
  readonly words: DataView
}

/** Looks at bytes as those of fields. */
export const fieldBytes = (bytes: Buffer): FieldBytes => ({
  bytes,
  words: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
})

/** A field of so many bytes at most is known by two words. */
export const shortField = 8

// What belongs to a field of so many bytes in the word that begins with it.
const masks = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1)
const ofFirst = Int32Array.from({ length: shortField + 1 }, (_, length) => masks[Math.min(length, 4)]!)
const ofSecond = Int32Array.from({ length: shortField + 1 }, (_, length) => masks[Math.max(length - 4, 0)]!)

const assembled = (bytes: Buffer, from: number, to: number): number => {
  let word = 0
  for (let at = from; at < to; at += 1) word |= bytes[at]! << (8 * (at - from))
  return word
}

/** The first four bytes of a short field as a word, zeros behind its end. */
export const firstWord = ({ bytes, words }: FieldBytes, start: number, end: number): number =>
  start + shortField <= words.byteLength
    ? words.getInt32(start, true) & ofFirst[end - start]!
    : assembled(bytes, start, Math.min(end, start + 4))

/** The bytes of a short field behind its first four as a word. */
export const secondWord = ({ bytes, words }: FieldBytes, start: number, end: number): number =>
  start + shortField <= words.byteLength
    ? words.getInt32(start + 4, true) & ofSecond[end - start]!
    : assembled(bytes, start + 4, end)

/** The hash of a field's bytes. */
export const hashOfField = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = -2128831035
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  return hash
}
