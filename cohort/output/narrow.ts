/** A column of numbers in the narrowest array that holds them all exactly. */
export type NumberColumn = Uint8Array | Int16Array | Int32Array | Float64Array

/** Copies numbers into the narrowest array that holds them exactly. */
export const narrowed = (numbers: Float64Array | Int32Array | Uint16Array): NumberColumn => {
  let least = 0
  let most = 0
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at]!
    if (!Number.isInteger(number) || (number === 0 && 1 / number < 0)) return new Float64Array(numbers)
    if (number < least) least = number
    if (number > most) most = number
  }
  if (least >= 0 && most < 2 ** 8) return new Uint8Array(numbers)
  if (least >= -(2 ** 15) && most < 2 ** 15) return new Int16Array(numbers)
  return least >= -(2 ** 31) && most < 2 ** 31 ? new Int32Array(numbers) : new Float64Array(numbers)
}
