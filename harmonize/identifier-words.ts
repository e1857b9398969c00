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
const noName = /^(无|不详|未知|未查|拒绝|本人|男|女|UNKNOWN|NONE|NULL|N\/A|TRUE|FALSE|MALE|FEMALE)$/
const dayLike = /^[\d\s年月日:：./-]+$/

// Resident ids, and mobile numbers with or without their country's code and separators.
const residentId = /(?<!\d)\d{17}[\dX](?!\d)/g
const mobile = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g

const plain = (text: string): string => text.normalize('NFKC').toUpperCase()

const worthMasking = (word: string): boolean => {
  if (noName.test(word)) return false
  return han.test(word) ? word.length >= 2 : word.length >= 4
}

// Without its neighbours a short word in Latin letters or digits is found inside longer ones.
const standsAlone = (text: string, start: number, end: number, word: string): boolean => {
  if (han.test(word)) return true
  const alike = /^\d+$/.test(word) ? /\d/ : /[A-Z0-9]/
  const runsOn = (outside: string | undefined, inside: string | undefined): boolean =>
    alike.test(outside ?? '') && wordSign.test(inside ?? '')
  return !runsOn(text[start - 1], word[0]) && !runsOn(text[end], word.at(-1))
}

const longEnough = (word: string, text: string, measuring: boolean): boolean => {
  if (!/^\d+$/.test(word)) return true
  return measuring ? word.length >= 11 : word.length >= 6 || !dayLike.test(text)
}

interface Span {
  readonly start: number
  readonly end: number
}

const patternSpans = (text: string): readonly Span[] =>
  [residentId, mobile].flatMap(pattern =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
  )

const masked = (text: string, spans: readonly Span[]): string => {
  let [result, from] = ['', 0]
  for (const { start, end } of [...spans].sort((first, second) => first.start - second.start)) {
    if (start >= from) result += text.slice(from, start) + identifierMask
    from = Math.max(from, end)
  }
  return result + text.slice(from)
}

// Most cells of a measuring column are a short number, which no identifier is.
const shortNumber = /^[\d\s.,<>=+-]{0,10}$/

/**
 * Makes an empty list of identifiers; texts are searched by first sign and length, so the time grows with the text and
 * not with the list.
 */
export const identifierWords = (): IdentifierWords => {
  const bySign = new Map<string, Map<number, Set<string>>>()
  const wordAt = (text: string, start: number, measuring: boolean): number => {
    for (const [length, words] of bySign.get(text[start] ?? '') ?? []) {
      const word = text.slice(start, start + length)
      if (words.has(word) && longEnough(word, text, measuring) && standsAlone(text, start, start + length, word)) {
        return length
      }
    }
    return 0
  }
  const wordSpans = (text: string, measuring: boolean): readonly Span[] => {
    const spans: Span[] = []
    for (let at = 0; at < text.length; at += 1) {
      const length = wordAt(text, at, measuring)
      if (length === 0) continue
      spans.push({ start: at, end: at + length })
      at += length - 1
    }
    return spans
  }
  return {
    add: text => {
      const word = plain(text).trim()
      if (!worthMasking(word)) return
      const sign = word[0] ?? ''
      const lengths = bySign.get(sign) ?? new Map<number, Set<string>>()
      bySign.set(sign, lengths.set(word.length, (lengths.get(word.length) ?? new Set()).add(word)))
    },
    mask: (text, measuring) => {
      if (measuring && shortNumber.test(text)) return null
      const searched = plain(text)
      const spans = [...wordSpans(searched, measuring), ...patternSpans(searched)]
      if (spans.length === 0) return null
      const shown = text.normalize('NFKC')
      return masked(shown.length === searched.length ? shown : searched, spans)
    },
  }
}
