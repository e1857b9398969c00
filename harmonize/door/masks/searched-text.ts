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
  const signs: string[] = []
  for (let at = 0; at < shown.length; at += 1) {
    const sign = shown.charAt(at)
    if (isUnseen(sign)) continue
    if (!space.test(sign)) {
      signs.push(capital(sign))
      places.push(at)
      continue
    }
    const first = at
    while (space.test(shown.charAt(at + 1))) at += 1
    const last = signs.at(-1) ?? ''
    if (last === '' || last === ' ' || han.test(last) || han.test(shown.charAt(at + 1))) continue
    signs.push(' ')
    places.push(first)
  }
  return { shown, searched: signs.join(''), placeOf: index => places[index] ?? 0 }
}
