/** A text without what stands between its letters and digits, with the place of each of its signs. */
export interface SqueezedText {
  readonly signs: string
  readonly placeOf: (index: number) => number
}

const sign = /[\p{L}\p{N}\p{M}]/u
const plain = /^[0-9A-Z]*$/

/** Leaves letters and digits of a text alone, so that a number or name is found however it is divided. */
export const squeezedText = (text: string): SqueezedText => {
  if (plain.test(text)) return { signs: text, placeOf: index => index }
  const places: number[] = []
  let signs = ''
  let at = 0
  for (const one of text) {
    if (sign.test(one)) {
      signs += one
      for (let unit = 0; unit < one.length; unit += 1) places.push(at + unit)
    }
    at += one.length
  }
  return { signs, placeOf: index => places[index] ?? 0 }
}
