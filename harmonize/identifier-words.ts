import { patternSpans, type Span } from './identifier-patterns.js'
import { searchedText, type SearchedText } from './searched-text.js'

/** Finds direct identifiers in received texts. */
export interface IdentifierWords {
  readonly add: (text: string) => void
  /**
   * The text with every identifier masked, or null where it holds none; in a measuring column only what no number or
   * day can be.
   */
  readonly mask: (text: string, measuring: boolean) => string | null
}

/** What stands in the place of an identifier. */
export const identifierMask = '[identifier]'

const han = /\p{Script=Han}/u
const wordSign = /[\p{L}\p{N}]/u
const noName = /^(无|不详|未知|未查|拒绝|本人|男|女|UNKNOWN|NONE|NULL|N\/A|NA|NO|YES|OK|TRUE|FALSE|MALE|FEMALE)$/
const dayLike = /^[\d\s年月日:：./-]+$/

// Names of two or three letters are words as well: they count as whole words, and only with a capital.
const shortName = /^\p{L}{2,3}$/u

const worthMasking = (word: string): boolean => {
  if (noName.test(word)) return false
  return han.test(word) ? word.length >= 2 : word.length >= 4 || shortName.test(word)
}

const startsInCapital = (text: string, at: number): boolean => /\p{Lu}/u.test(text.charAt(at))

// Without its neighbours a short word in Latin letters or digits is found inside longer ones.
const standsAlone = (text: string, start: number, end: number, word: string): boolean => {
  if (han.test(word)) return true
  const alike = /^\d+$/.test(word) ? /\d/ : /[\p{L}\p{N}]/u
  const runsOn = (outside: string | undefined, inside: string | undefined): boolean =>
    alike.test(outside ?? '') && !han.test(outside ?? '') && wordSign.test(inside ?? '')
  return !runsOn(text[start - 1], word[0]) && !runsOn(text[end], word.at(-1))
}

const longEnough = (word: string, text: string, measuring: boolean): boolean => {
  if (shortName.test(word) && !han.test(word)) return !measuring
  if (!/^\d+$/.test(word)) return true
  return measuring ? word.length >= 11 : word.length >= 6 || !dayLike.test(text)
}

const masked = (text: string, spans: readonly Span[]): string => {
  let [result, from] = ['', 0]
  for (const { start, end } of [...spans].sort((first, second) => first.start - second.start)) {
    // Pieces of one text that follow each other are one mask.
    if (start > from || result === '') result += text.slice(from, start) + identifierMask
    from = Math.max(from, end)
  }
  return result + text.slice(from)
}

// Most cells of a measuring column are a short number, which no identifier is.
const shortNumber = /^[\d\s.,<>=+-]{0,10}$/

// A long dropped text, such as a letter, is looked for piece by piece: so no search is longer than this at any place.
const longestPiece = 48

const piecesOf = (word: string): readonly string[] => {
  const count = Math.max(1, Math.floor(word.length / longestPiece))
  return Array.from({ length: count }, (_, index) =>
    word.slice(index * longestPiece, index === count - 1 ? undefined : (index + 1) * longestPiece),
  )
}

// A name of two words is written in either order, with a comma or without.
const ordersOf = (word: string): readonly string[] => {
  const [, first, last] = /^(\p{L}+)[ ,]+(\p{L}+)$/u.exec(word) ?? []
  if (first === undefined || last === undefined || han.test(word)) return [word]
  return [word, `${first} ${last}`, `${last} ${first}`, `${first}, ${last}`, `${last}, ${first}`]
}

interface Words {
  readonly byStart: Map<string, Map<number, Set<string>>>
  /** Pieces of longer texts: they stand alone nowhere. */
  readonly pieces: Set<string>
}

const addWord = ({ byStart }: Words, word: string): void => {
  const start = word.slice(0, 2)
  const lengths = byStart.get(start) ?? new Map<number, Set<string>>()
  byStart.set(start, lengths.set(word.length, (lengths.get(word.length) ?? new Set()).add(word)))
}

const lengthAt = (
  words: Words,
  { shown, searched, placeOf }: SearchedText,
  start: number,
  measuring: boolean,
): number => {
  for (const [length, known] of words.byStart.get(searched.slice(start, start + 2)) ?? []) {
    const word = searched.slice(start, start + length)
    if (!known.has(word)) continue
    if (words.pieces.has(word)) return length
    if (!longEnough(word, searched, measuring) || !standsAlone(searched, start, start + length, word)) continue
    if (shortName.test(word) && !han.test(word) && !startsInCapital(shown, placeOf(start))) continue
    return length
  }
  return 0
}

const wordSpans = (words: Words, text: SearchedText, measuring: boolean): readonly Span[] => {
  const spans: Span[] = []
  for (let at = 0; at < text.searched.length; at += 1) {
    const length = lengthAt(words, text, at, measuring)
    if (length === 0) continue
    spans.push({ start: at, end: at + length })
    at += length - 1
  }
  return spans
}

/**
 * Makes an empty list of identifiers; texts are searched by their first signs and the lengths that begin so, so that the
 * time grows with the text and not with the list.
 */
export const identifierWords = (): IdentifierWords => {
  const words: Words = { byStart: new Map(), pieces: new Set() }
  return {
    add: text => {
      const word = searchedText(text).searched.trim()
      if (!worthMasking(word)) return
      if (word.length <= longestPiece) {
        for (const order of ordersOf(word)) addWord(words, order)
        return
      }
      for (const piece of piecesOf(word)) {
        words.pieces.add(piece)
        addWord(words, piece)
      }
    },
    mask: (text, measuring) => {
      if (measuring && shortNumber.test(text)) return null
      const prepared = searchedText(text)
      const spans = [...wordSpans(words, prepared, measuring), ...patternSpans(prepared.searched)]
      if (spans.length === 0) return null
      const placed = spans.map(({ start, end }) => ({
        start: prepared.placeOf(start),
        end: prepared.placeOf(end - 1) + 1,
      }))
      return masked(prepared.shown, placed)
    },
  }
}
