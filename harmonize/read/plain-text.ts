import type { Cell } from '../../sources/source-record.js'

const ascii = /^[\x20-\x7e]*$/

/** A text with widths, spaces and minus signs made alike: what is compared with codes, words and formats. */
export const plainText = (text: string): string => {
  if (ascii.test(text)) return text.trim()
  return text
    .replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, power => `^${power}`)
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2010\u2011]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** What a cell says as plain text; nothing for an empty one. */
export const plainCell = (cell: Cell | undefined): string =>
  cell === undefined || cell.kind === 'empty' ? '' : plainText(cell.text)

/** A cell's text as received. */
export const receivedText = (cell: Cell | undefined): string =>
  cell === undefined || cell.kind === 'empty' ? '' : cell.text
