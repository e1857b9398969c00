import { isUnseen } from './unseen-signs.js'

/** A text as identifiers are looked for in it, with the place of each of its signs in the text shown. */
export interface SearchedText {
  /** The received text with widths made alike: what is masked and kept. */
  readonly shown: string
  /** Capitals, without spaces beside Chinese signs and without invisible ones. */
  readonly searched: string
  /** Where a sign of `searched` stands in `shown`. */
  readonly placeOf: (index: number) => number
}

const space = /\s/
const plain = /^(?:[\x21-\x7e]| (?! |$))*$/
const han = /\p{Script=Han}/u

// A capital of several signs, as of ß, would move all places behind it.
const capital = (sign: string): string => {
  const upper = sign.toUpperCase()
  return upper.length === sign.length ? upper : sign
}

/** Prepares a text for the search: spaces beside Chinese signs mean nothing, other runs of spaces are one. */
export const searchedText = (text: string): SearchedText => {
  if (plain.test(text)) return { shown: text, searched: text.toUpperCase(), placeOf: index => index }
  const shown = text.normalize('NFKC')
  const places: number[] = []
  let searched = ''
  for (let at = 0; at < shown.length; at += 1) {
    const sign = shown.charAt(at)
    if (isUnseen(sign)) continue
    if (space.test(sign)) {
      let next = at + 1
      while (next < shown.length && space.test(shown.charAt(next))) next += 1
      if (searched === '' || han.test(searched.slice(-1)) || han.test(shown.charAt(next))) continue
      if (searched.endsWith(' ')) continue
      searched += ' '
      places.push(at)
      continue
    }
    searched += capital(sign)
    places.push(at)
  }
  return { shown, searched, placeOf: index => places[index] ?? 0 }
}
