const isDigit = (code: number): boolean => code >= 48 && code <= 57

const endOfDigits = (text: string, start: number): number => {
  let end = start
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1
  return end
}

const firstSignificant = (text: string, start: number, end: number): number => {
  let place = start
  while (place < end - 1 && text.charCodeAt(place) === 48) place += 1
  return place
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Compares display ids as people count: digits by their number, all else by its characters, the same on every machine.
 * So 2 stands before 10 as in the rows of a file, whether or not ids are padded with zeros.
 */
export const compareDisplayIds = (a: string, b: string): number => {
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(j)]
    if (!isDigit(left) || !isDigit(right)) {
      if (left !== right) return left - right
      i += 1
      j += 1
      continue
    }
    const [endA, endB] = [endOfDigits(a, i), endOfDigits(b, j)]
    const digitsA = a.slice(firstSignificant(a, i, endA), endA)
    const digitsB = b.slice(firstSignificant(b, j, endB), endB)
    const order = digitsA.length - digitsB.length || byCodeUnits(digitsA, digitsB)
    if (order !== 0) return order
    i = endA
    j = endB
  }
  return a.length - i - (b.length - j) || byCodeUnits(a, b)
}
