const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

// GB 11643-1999, ISO 7064 mod 11-2.
const checkDigit = (first17: string): string =>
  '10X98765432'[weights.reduce((sum, weight, index) => sum + weight * Number(first17[index]), 0) % 11] ?? ''

/** Whether an id of 18 signs has the check digit of a resident id. */
export const residentFits = (id: string): boolean => /^\d{17}[\dX]$/.test(id) && checkDigit(id) === id[17]

/** Whether a text of 18 signs is built as a resident id is, with a day of birth in it, whatever its check digit. */
export const hasResidentForm = (id: string): boolean =>
  /^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(id)

/** The resident id of 18 signs that one of 15 digits became, or null where it is none. */
export const resident15 = (id: string): string | null => {
  if (!/^[1-9]\d{7}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}$/.test(id)) return null
  const first17 = `${id.slice(0, 6)}19${id.slice(6)}`
  return first17 + checkDigit(first17)
}
