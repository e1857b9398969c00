import { identifyingLooks, identifyingText, mayIdentify } from '../harmonize/door/identifying-looks.js'
import type { ColumnProfile } from '../protocol/language/profile-schema.js'
import type { ColumnTable, TableColumn } from '../sources/column-table.js'
import { shownSigns } from '../words/shown-signs.js'
import type { DistinctCell } from './columns/distinct-cells.js'
import { mostFrequent } from './columns/most-frequent.js'
import { plainTexts, profileColumn, type SeenProfile } from './columns/profile-column.js'

const mostTexts = 8
const longestText = 60
// Shorter parts of a text are equal to an identifier by chance.
const fewestSigns = 3

const looksPersonal = ({ cell }: DistinctCell): boolean =>
  mayIdentify(cell) && identifyingLooks.some(([, fits]) => fits(identifyingText(cell)))

// A text that one row alone has says more of that row than of its column.
const isRepeated = ({ kind, filled, distinct }: SeenProfile['profile']): boolean =>
  ['code', 'day', 'number'].includes(kind) || distinct * 2 <= filled

const commonestOf = ({ profile, worth }: SeenProfile): readonly DistinctCell[] => {
  const told = isRepeated(profile) ? worth : worth.filter(({ count }) => count > 1)
  return mostFrequent(told, mostTexts, ({ plain }) => plain)
}

// Two signs of Chinese are a name already.
const isLong = (part: string): boolean => part.length >= fewestSigns || /^\p{Script=Han}{2}$/u.test(part)

const partsOf = (plain: string): readonly string[] => {
  const text = plain.slice(0, longestText).toLowerCase()
  const parts: string[] = []
  for (let from = 0; from < text.length; from += 1)
    for (let to = from + 2; to <= text.length; to += 1)
      if (isLong(text.slice(from, to))) parts.push(text.slice(from, to))
  return parts
}

/**
 * The parts of texts that identify persons in one of the table's columns. Few texts are told, and each is short: their parts
 * are kept, and the many identifiers are looked up one by one.
 */
const identifyingParts = (texts: readonly string[], identifiers: readonly TableColumn[]): ReadonlySet<string> => {
  const found = new Set<string>()
  const parts = new Set(texts.flatMap(partsOf))
  const lengths = new Set([...parts].map(({ length }) => length))
  for (const column of parts.size === 0 ? [] : identifiers)
    for (const plain of plainTexts(column)) {
      if (lengths.has(plain.length) && parts.has(plain.toLowerCase())) found.add(plain.toLowerCase())
    }
  return found
}

/** Looks at every column of a table; texts that identify persons in one of its columns are told in none. */
export const profileTable = (table: ColumnTable, hasHeader: boolean): readonly ColumnProfile[] => {
  const seen = table.columns.map((column, at) => {
    const one = profileColumn(column, at + 1, hasHeader ? (table.header[at] ?? '') : '')
    return { ...one, commonest: commonestOf(one) }
  })
  const identifiers = table.columns.filter((_, at) => seen[at]?.profile.kind === 'identifier')
  const texts = seen.flatMap(({ commonest }) => commonest.map(({ plain }) => plain))
  const identifying = identifyingParts(texts, identifiers)
  const isMasked = (one: DistinctCell): boolean =>
    looksPersonal(one) || (identifying.size > 0 && partsOf(one.plain).some(part => identifying.has(part)))
  return seen.map(({ profile, commonest }) => {
    const hidden = new Set(commonest.filter(isMasked))
    const shown = commonest.filter(one => !hidden.has(one))
    const { kind, filled } = profile
    return {
      ...profile,
      commonest: shown.map(({ plain, count }) => ({ text: shownSigns(plain.slice(0, longestText)), count })),
      masked: kind === 'identifier' ? filled : [...hidden].reduce((sum, { count }) => sum + count, 0),
    }
  })
}
