import { comparedText, plainText } from '../schema/plain-text.js'

/** A part of a pattern: a word, number or sign as it stands; a number that begins so; anything. */
type Part =
  | { readonly is: 'as written'; readonly text: string }
  | { readonly is: 'number'; readonly begins: string }
  | { readonly is: 'anything' }

/** A text with `*` for anything and `#` for a number, made ready to be compared with texts. */
export interface TextPattern {
  /** As it is written. */
  readonly written: string
  readonly parts: readonly Part[]
  /** How many signs stand as they are: of several patterns that fit a text the one with the most says most. */
  readonly fixed: number
}

// Han signs and syllables stand without blanks: each is a word of its own.
const pieces = /\p{Nd}+|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|./gsu

const isNumber = (piece: string): boolean => /^\p{Nd}+$/u.test(piece)

/** The words, numbers and other signs of a text as it is written. */
export const piecesAsWritten = (text: string): readonly string[] => plainText(text).match(pieces) ?? []

/** The words, numbers and other signs of a text as patterns compare them. */
export const piecesOf = (text: string): readonly string[] => comparedText(text).match(pieces) ?? []

const partsOf = (written: readonly string[]): readonly Part[] => {
  const parts: Part[] = []
  for (let at = 0; at < written.length; at += 1) {
    const piece = written[at]!
    const next = written[at + 1]
    if (piece === '\\' && next !== undefined) {
      parts.push({ is: 'as written', text: next })
      at += 1
    } else if (piece === '*') parts.push({ is: 'anything' })
    else if (piece === '#') parts.push({ is: 'number', begins: '' })
    else if (isNumber(piece) && next === '#') {
      parts.push({ is: 'number', begins: piece })
      at += 1
    } else parts.push({ is: 'as written', text: piece })
  }
  return parts
}

/**
 * Makes a pattern ready. `*` and `#` stand for whole words and numbers: `III*` is `III (2019)` and not `IIIB`. A backslash
 * makes the sign behind it stand as it is.
 */
export const textPattern = (written: string): TextPattern => {
  const parts = partsOf(piecesOf(written))
  const fixed = parts.reduce(
    (sum, part) => sum + (part.is === 'as written' ? part.text : part.is === 'number' ? part.begins : '').length,
    0,
  )
  return { written, parts, fixed }
}

/** Whether a text says anything but itself. */
export const isPattern = (written: string): boolean => textPattern(written).parts.some(({ is }) => is !== 'as written')

const fitsPart = (part: Part, piece: string): boolean => {
  if (part.is === 'as written') return part.text === piece
  return part.is === 'anything' || (isNumber(piece) && piece.startsWith(part.begins) && piece !== part.begins)
}

/** Whether words, numbers and signs fit a pattern, in steps that grow with the product of both lengths at most. */
export const fitsPieces = ({ parts }: TextPattern, written: readonly string[]): boolean => {
  const text = written.map(piece => piece.toLowerCase())
  let [part, piece] = [0, 0]
  // Where the last run of anything stands in the pattern, and up to where it reaches.
  let [anything, reaches] = [-1, 0]
  while (piece < text.length) {
    const here = parts[part]
    if (here?.is === 'anything') {
      anything = part
      reaches = piece
      part += 1
    } else if (here !== undefined && fitsPart(here, text[piece]!)) {
      part += 1
      piece += 1
    } else if (anything >= 0) {
      reaches += 1
      part = anything + 1
      piece = reaches
    } else return false
  }
  return parts.slice(part).every(({ is }) => is === 'anything')
}

/** Whether a text fits a pattern. */
export const fitsPattern = (pattern: TextPattern, text: string): boolean => fitsPieces(pattern, piecesOf(text))

const mayBeOne = (one: Part, other: Part): boolean => {
  if (one.is === 'anything' || other.is === 'anything') return true
  if (one.is === 'as written') {
    return other.is === 'as written' ? one.text === other.text : fitsPart(other, one.text)
  }
  if (other.is === 'as written') return fitsPart(one, other.text)
  return one.begins.startsWith(other.begins) || other.begins.startsWith(one.begins)
}

/** Whether some text fits both of two patterns. */
export const canMeet = (one: TextPattern, other: TextPattern): boolean => {
  const width = other.parts.length + 1
  const met = new Uint8Array((one.parts.length + 1) * width)
  met[met.length - 1] = 1
  for (let left = one.parts.length; left >= 0; left -= 1) {
    for (let right = other.parts.length; right >= 0; right -= 1) {
      const [own, theirs] = [one.parts[left], other.parts[right]]
      const at = left * width + right
      const [ownGone, theirsGone] = [
        own !== undefined && met[at + width] === 1,
        theirs !== undefined && met[at + 1] === 1,
      ]
      if ((own?.is === 'anything' || theirs?.is === 'anything') && (ownGone || theirsGone)) met[at] = 1
      if (own !== undefined && theirs !== undefined && mayBeOne(own, theirs) && met[at + width + 1] === 1) met[at] = 1
    }
  }
  return met[0] === 1
}
