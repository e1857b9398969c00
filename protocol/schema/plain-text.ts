const ascii = /^[\x20-\x7e]*$/

/** A text with widths, spaces and minus signs made alike: what is compared with codes, words and formats. */
export const plainText = (text: string): string => {
  if (ascii.test(text)) return text.trim()
  return text
    .replaceAll(/[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, power => `^${power}`)
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2010\u2011]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A plain text without its capitals and doubled spaces. */
export const foldedText = (plain: string): string => plain.toLowerCase().replaceAll(/\s+/g, ' ')

/** A received text as it is compared where neither capitals nor widths nor doubled spaces distinguish anything. */
export const comparedText = (text: string): string => foldedText(plainText(text))

const wholeNumeral = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/

/** The number that a plain text is, in one form (1, 1.0 and 01 are one, however a program wrote it down), or null. */
export const numeralOf = (plain: string): string | null => {
  const found = wholeNumeral.exec(plain)
  if (found === null) return null
  const [, sign, whole, decimals = ''] = found
  return `${sign === '-' ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

/** What two received words share where they are read as one: a number's form, else the text without capitals. */
export const wordForm = (word: string): string => {
  const plain = plainText(word)
  return numeralOf(plain) ?? foldedText(plain)
}
