import { type Codes, inWords } from './gather.js'

/** The numbers from 0 to n - 1. */
export const upTo = (n: number): Int32Array => {
  const numbers = new Int32Array(n)
  for (let number = 0; number < n; number++) numbers[number] = number
  return numbers
}

/** The numbers from 0 to n - 1 of which a statement holds, ascending. */
export const select = (n: number, holds: (number: number) => boolean): Int32Array => {
  const found = new Int32Array(n)
  let count = 0
  for (let number = 0; number < n; number++) if (holds(number)) found[count++] = number
  return found.subarray(0, count)
}

/** Those of some numbers of which a statement holds, in their order. */
export const selectFrom = (numbers: Int32Array, holds: (number: number) => boolean): Int32Array => {
  const found = new Int32Array(numbers.length)
  let count = 0
  for (let k = 0; k < numbers.length; k++) if (holds(numbers[k]!)) found[count++] = numbers[k]!
  return found.subarray(0, count)
}

/** Counts the numbers from 0 to n - 1 of which a statement holds. */
export const countWhere = (n: number, holds: (number: number) => boolean): number => {
  let count = 0
  for (let number = 0; number < n; number++) if (holds(number)) count++
  return count
}

/** How many different codes there are, none below 0. */
export const countDistinct = (codes: Int32Array): number => {
  let most = -1
  for (let k = 0; k < codes.length; k++) if (codes[k]! > most) most = codes[k]!
  const met = new Uint8Array(most + 1)
  let distinct = 0
  for (let k = 0; k < codes.length; k++) {
    const code = codes[k]!
    distinct += 1 - met[code]!
    met[code] = 1
  }
  return distinct
}

/** How often each code occurs, from -1 (unknown) on: the count of code c stands at c + 1. */
export const countCodes = (column: Codes, rows: Int32Array, highest: number): Int32Array => {
  const codes = inWords(column)
  const counts = new Int32Array(highest + 2)
  for (let k = 0; k < rows.length; k++) {
    const at = codes[rows[k]!]! + 1
    if (at < counts.length) counts[at] = counts[at]! + 1
  }
  return counts
}

/** How many are marked with 1. */
export const countMarked = (marks: Uint8Array): number => {
  let count = 0
  for (let k = 0; k < marks.length; k++) count += marks[k]!
  return count
}
