/**
 * A text of every subject, kept as bytes: a million texts that are objects would be looked at again each time that memory
 * is collected.
 */
export interface TextColumn {
  readonly length: number
  /** The text of one subject. */
  readonly at: (subject: number) => string
  /** The signs of all texts, one text after the other. */
  readonly signs: Uint8Array | Uint16Array
  /** Where the signs of each subject's text end; they begin where those of the subject before end. */
  readonly ends: Uint32Array
}

/** Packs texts, list after list. */
export interface TextPacker {
  readonly add: (texts: readonly string[]) => void
  readonly finish: () => TextColumn
}

const latin = 0xff
const atOnce = 4_096

/** Starts packing; a sign is one byte, or two where one of them is beyond Latin. */
export const textPacker = (): TextPacker => {
  let signs: Uint8Array | Uint16Array = new Uint8Array(atOnce)
  let ends = new Uint32Array(atOnce)
  let count = 0
  let length = 0
  return {
    add: texts => {
      for (const text of texts) {
        if (count === ends.length) ends = grown(ends, new Uint32Array(2 * count))
        if (length + text.length > signs.length) signs = grown(signs, roomLike(signs, 2 * (length + text.length)))
        for (let at = 0; at < text.length; at++) {
          const sign = text.charCodeAt(at)
          if (sign > latin && signs instanceof Uint8Array) signs = grown(signs, new Uint16Array(signs.length))
          signs[length++] = sign
        }
        ends[count++] = length
      }
    },
    finish: () => textColumn(signs.slice(0, length), ends.slice(0, count)),
  }
}

/** The texts of one list. */
export const packTexts = (texts: readonly string[]): TextColumn => {
  const packer = textPacker()
  packer.add(texts)
  return packer.finish()
}

const roomLike = (signs: Uint8Array | Uint16Array, length: number): Uint8Array | Uint16Array =>
  signs instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length)

const grown = <Room extends Uint8Array | Uint16Array | Uint32Array>(from: ArrayLike<number>, room: Room): Room => {
  room.set(from)
  return room
}

const textColumn = (signs: Uint8Array | Uint16Array, ends: Uint32Array): TextColumn => ({
  length: ends.length,
  at: subject =>
    Reflect.apply(String.fromCharCode, null, signs.subarray(startOfText(ends, subject), ends[subject])) as string,
  signs,
  ends,
})

/** Where the signs of a subject's text begin. */
export const startOfText = (ends: Uint32Array, subject: number): number => (subject === 0 ? 0 : ends[subject - 1]!)

/** The subject that has a text; -1 where none has it. */
export const subjectOfText = (texts: TextColumn, text: string): number => {
  for (let subject = 0; subject < texts.length; subject++) if (texts.at(subject) === text) return subject
  return -1
}
