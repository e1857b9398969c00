import type { SourceRow } from '../../../sources/source-record.js'

import { plainCell } from '../../../harmonize/read/plain-text.js'

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s\u200B-\u200F\u2060\uFEFF]+/g, '')
    .toLowerCase()

// A header of several rows is joined by slashes, and each of its rows may come again.
const namesOf = (header: string): ReadonlySet<string> => new Set([header, ...header.split('/')].map(folded))

/**
 * Tells of a table's rows which say the header again, in whatever capitals and spaces: each cell its own column's name,
 * most columns filled, or the id column's name where an id is expected.
 */
export const headerAgain = (header: readonly string[], subject: number | null): ((row: SourceRow) => boolean) => {
  const names = header.map(namesOf)
  const named = header.filter(name => name.trim() !== '').length
  return ({ cells }) => {
    const says = (index: number): boolean => {
      const said = folded(plainCell(cells[index]))
      return said !== '' && names[index]?.has(said) === true
    }
    if (subject !== null && says(subject)) return true
    const first = cells.findIndex(({ kind }) => kind !== 'empty')
    if (first < 0 || !says(first)) return false
    const filled = cells.filter(({ kind }) => kind !== 'empty').length
    return filled * 2 >= named && cells.every((cell, index) => cell.kind === 'empty' || says(index))
  }
}
