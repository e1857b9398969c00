const han = /\p{Script=Han}/u

/** Whether a text has a Chinese sign. */
export const isHan = (text: string): boolean => han.test(text)

/** Names of two or three letters are words as well: they count as whole words, and only with a capital. */
export const shortName = /^\p{L}{2,3}$/u

const noName = /^(无|不详|未知|未查|拒绝|本人|男|女|UNKNOWN|NONE|NULL|N\/A|NA|NO|YES|OK|TRUE|FALSE|MALE|FEMALE)$/

// An id of two or three signs is distinguished from a count by its letter.
const shortId = /^(?=.*\p{L})(?=.*\d)[\p{L}\d]{2,3}$/u

/** Whether a dropped text, in capitals, can be an identifier at all. */
export const isWorthMasking = (word: string): boolean => {
  if (noName.test(word)) return false
  if (isHan(word)) return word.length >= 2
  return word.length >= 4 || shortName.test(word) || shortId.test(word)
}

/** A longer dropped text, such as a letter, is looked for in pieces of this many signs. */
export const longestWord = 48

/** A long text in pieces of one length, the last one reaching back. */
export const piecesOf = (signs: string): readonly string[] =>
  Array.from({ length: Math.ceil(signs.length / longestWord) }, (_, index) => {
    const start = Math.min(index * longestWord, signs.length - longestWord)
    return signs.slice(start, start + longestWord)
  })

const fewestDigits = 9
const fewestLetters = 6
const fewestMixed = 5
const fewestHan = 4

/** Whether a word is long enough to be found with anything between its signs: a shorter one would be found everywhere. */
export const isSqueezed = (signs: string): boolean => {
  if (/^\d+$/.test(signs)) return signs.length >= fewestDigits
  if (isHan(signs)) return signs.length >= fewestHan
  return signs.length >= (/\d/.test(signs) ? fewestMixed : fewestLetters)
}

const mostParts = 4

/**
 * The orders in which a name of several words is written: its words turned around, with a comma or without, and first
 * and last alone where there are three or four.
 */
export const ordersOf = (word: string, between: '' | ' '): readonly string[] => {
  const parts = word.split(/[^\p{L}\p{M}]+/u).filter(part => part !== '')
  const isName = parts.length >= 2 && parts.length <= mostParts && /^[\p{L}\p{M} ,.'’-]+$/u.test(word) && !isHan(word)
  if (!isName) return [between === '' ? word.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '') : word]
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  const turned = parts.map((_, index) => [...parts.slice(index), ...parts.slice(0, index)])
  const ends =
    parts.length > 2
      ? [
          [first, last],
          [last, first],
        ]
      : []
  if (between === '') {
    return [...new Set([...turned, ...ends].map(order => order.join('')))].filter(
      order => order.length >= fewestLetters,
    )
  }
  const commas = turned.map(order => `${order[0] ?? ''}, ${order.slice(1).join(' ')}`)
  return [...new Set([word, ...turned.map(order => order.join(' ')), ...commas])]
}
