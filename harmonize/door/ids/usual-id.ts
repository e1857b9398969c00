const [zero, nine, capitalA, capitalZ] = [0x30, 0x39, 0x41, 0x5a]
const mostLetters = 3
const fewestDigits = 4
// A resident id has more signs, as has a number that loses its last digits in a program.
const mostSigns = 14

// What is typed to see whether something works.
const running = '123456789'

/**
 * Where the digits begin of a text that is a number, a few capitals before it perhaps; -1 of any other. Each sign is looked
 * at once: a site may have a million ids, and a pattern costs some ten times as much.
 */
export const digitsBegin = (text: string): number => {
  let begin = 0
  let code = text.charCodeAt(0)
  while (begin < mostLetters && code >= capitalA && code <= capitalZ) {
    begin += 1
    code = text.charCodeAt(begin)
  }
  for (let at = begin; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign < zero || sign > nine) return -1
  }
  return begin < text.length ? begin : -1
}

/** Whether the sign at a place is a zero. */
export const isZeroAt = (text: string, at: number): boolean => text.charCodeAt(at) === zero

const isAllZeros = (text: string): boolean => {
  let at = 0
  while (at < text.length && isZeroAt(text, at)) at += 1
  return at === text.length
}

/**
 * Whether a received text is an id as most are. It is its own writing; no word, day, note or test entry is written so, and no
 * program has changed it.
 */
export const isUsualId = (text: string): boolean => {
  if (text.length > mostSigns) return false
  const begin = digitsBegin(text)
  if (begin === -1 || text.length - begin < fewestDigits) return false
  return begin > 0 || (!running.startsWith(text) && !isAllZeros(text))
}
