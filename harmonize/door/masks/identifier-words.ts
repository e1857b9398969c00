import { patternSpans, type Span } from './identifier-patterns.js'
import { searchedText, type SearchedText } from './searched-text.js'
import { squeezedText } from './squeezed-text.js'
import { type TakesWord, wordAutomaton } from './word-automaton.js'
import { isHan, isSqueezed, isWorthMasking, longestWord, ordersOf, piecesOf, shortName } from './masked-word.js'

/** Finds direct identifiers in received texts. */
export interface IdentifierWords {
  /** Adds an identifier; false where there are more of them than are looked for at once. */
  readonly add: (text: string) => boolean
  /**
   * The text with every identifier masked, or null where it holds none; in a measuring column only what no number or
   * day can be.
   */
  readonly mask: (text: string, measuring: boolean) => string | null
  /** How many steps all searches took: they are bounded by the texts alone, whatever was added. */
  readonly steps: () => number
}

/** What stands in the place of an identifier. */
export const identifierMask = '[identifier]'

/** At most so much is looked for in the texts of one site. */
export interface WordLimits {
  readonly nodes: number
  readonly pieces: number
}

// Some 250 MB, and identifiers of about 100,000 subjects; 100 million signs of longer texts.
const usualLimits: WordLimits = { nodes: 1 << 23, pieces: 1 << 21 }

const wordSign = /[\p{L}\p{N}]/u
const dayLike = /^[\d\s年月日:：./-]+$/
const dayInside = /^(?:(?:18|19|20)\d\d[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:18|19|20)\d\d)/

const startsInCapital = (text: string, at: number): boolean => /\p{Lu}/u.test(text.charAt(at))

// Without its neighbours a word in Latin letters or digits is found inside longer ones; words of Chinese signs stand anywhere.
const standsAlone = (text: string, start: number, end: number, digits: boolean): boolean => {
  const alike = digits ? /\d/ : /[\p{L}\p{N}]/u
  const runsOn = (outside: string, inside: string): boolean =>
    alike.test(outside) && !isHan(outside) && wordSign.test(inside)
  return !runsOn(text.charAt(start - 1), text.charAt(start)) && !runsOn(text.charAt(end), text.charAt(end - 1))
}

const longEnough = (length: number, text: string, measuring: boolean): boolean =>
  measuring ? length >= 11 : length >= 6 || !dayLike.test(text)

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

const kinds = { han: 1, digits: 2, short: 3, other: 4 } as const

const kindOf = (word: string): number => {
  if (isHan(word)) return kinds.han
  if (/^\d+$/.test(word)) return kinds.digits
  return shortName.test(word) ? kinds.short : kinds.other
}

// As most ids are written: nothing has to be made alike, turned around or left out.
const plainWord = /^[\dA-Z]{1,48}$/

/** What of a search depends on the text and its column. */
interface Search {
  readonly text: SearchedText
  readonly measuring: boolean
}

const fits = (kind: number, start: number, end: number, { text, measuring }: Search): boolean => {
  const { searched, shown, placeOf } = text
  if (kind === kinds.han) return true
  if (kind === kinds.digits && !longEnough(end - start, searched, measuring)) return false
  if (kind === kinds.short && (measuring || !startsInCapital(shown, placeOf(start)))) return false
  return standsAlone(searched, start, end, kind === kinds.digits)
}

// Digits with something between them may be a day.
const isDay = (kind: number, start: number, end: number, { searched }: SearchedText, signs: number): boolean =>
  kind === kinds.digits && end - start > signs && dayInside.test(searched.slice(start, end))

/**
 * Makes an empty list of identifiers. Short ones are looked for as they are written, longer ones without what stands
 * between their letters and digits, in other orders of a name too; very long ones in pieces. Each text is read once.
 */
export const identifierWords = (limits: WordLimits = usualLimits): IdentifierWords => {
  const written = wordAutomaton(limits.nodes)
  const squeezed = wordAutomaton(limits.nodes)
  const pieces = new Set<string>()
  let looked = 0

  const addPieces = (word: string): boolean => {
    for (const piece of piecesOf(word)) pieces.add(piece)
    return pieces.size <= limits.pieces
  }
  const spansOf = (search: Search): readonly Span[] => {
    const { text, measuring } = search
    const spans: Span[] = []
    const take = (start: number, end: number): boolean => spans.push({ start, end }) > 0
    const takesWritten: TakesWord = (kind, start, end) => fits(kind, start, end, search) && take(start, end)
    written.read(text.searched, takesWritten)
    const { signs, placeOf } = squeezedText(text.searched)
    squeezed.read(signs, (kind, first, last) => {
      const [start, end] = [placeOf(first), placeOf(last - 1) + 1]
      if (!fits(kind, start, end, search) || isDay(kind, start, end, text, last - first)) return false
      return take(start, end)
    })
    let [first, last] = [0, 0]
    for (let at = 0; pieces.size > 0 && at + longestWord <= signs.length; at += 1) {
      looked += 1
      if (!pieces.has(signs.slice(at, at + longestWord))) continue
      // Pieces that follow each other are one, with what stands between them.
      if (at > last && last > 0) take(placeOf(first), placeOf(last - 1) + 1)
      if (at > last || last === 0) first = at
      last = at + longestWord
    }
    if (last > 0) take(placeOf(first), placeOf(last - 1) + 1)
    return [...spans, ...patternSpans(text.searched, measuring)]
  }
  return {
    add: text => {
      if (plainWord.test(text)) {
        if (!isWorthMasking(text)) return true
        return (isSqueezed(text) ? squeezed : written).add(text, kindOf(text))
      }
      const word = searchedText(text).searched.trim()
      if (!isWorthMasking(word)) return true
      const { signs } = squeezedText(word)
      if (signs.length > longestWord) return addPieces(signs)
      if (!isSqueezed(signs)) return ordersOf(word, ' ').every(order => written.add(order, kindOf(word)))
      return ordersOf(word, '').every(order => squeezed.add(order, kindOf(signs)))
    },
    mask: (text, measuring) => {
      if (measuring && shortNumber.test(text)) return null
      const prepared = searchedText(text)
      const spans = spansOf({ text: prepared, measuring })
      if (spans.length === 0) return null
      const placed = spans.map(({ start, end }) => ({
        start: prepared.placeOf(start),
        end: prepared.placeOf(end - 1) + 1,
      }))
      return masked(prepared.shown, placed)
    },
    steps: () => written.steps() + squeezed.steps() + looked,
  }
}
