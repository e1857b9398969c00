// Resident ids of 18 and of 15 digits, and mobile numbers with or without their country's code and separators.
const residentId = /(?<!\d)\d{17}[\dX](?!\d)/g
const resident15 = /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g
const mobile = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g
const address = /(?<![A-Z0-9._%+-])[A-Z0-9._%+-]{1,64}@[A-Z0-9-]{1,63}(?:\.[A-Z0-9-]{1,63}){1,4}/g
const digits = /\d{4}/

/** From where to where an identifier stands in a text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Where a text holds what is an identifier by its form: resident ids, mobile numbers, addresses of mail. */
export const patternSpans = (text: string): readonly Span[] =>
  [...(digits.test(text) ? [residentId, resident15, mobile] : []), ...(text.includes('@') ? [address] : [])].flatMap(
    pattern => [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length })),
  )
