import { mappedColumns } from '../../../protocol/facts/mapped-columns.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import type { SourceTable } from '../../support/source-table.js'
import type { IdentifierWords } from '../../../harmonize/door/masks/identifier-words.js'
import { literalsOf, type Told, toldLiteral } from '../../../words/told.js'

/** Where in a table's rows stand the subject, the link id, what is dropped, and what passes. */
export interface DoorPlaces {
  /** Null where the row's number is the subject's id. */
  readonly subject: number | null
  readonly link: number | null
  readonly initials: number | null
  readonly dropped: readonly number[]
  readonly through: readonly { readonly column: string; readonly index: number }[]
  /** The columns at these places as they are named: each stands in the mapping. */
  readonly names: ReadonlyMap<number, Told>
}

/** The places of a mapping's columns in one table. */
export const doorPlaces = (mapping: SiteMapping, fileId: string, { header }: SourceTable): DoorPlaces => {
  const { subject, link, initials, drop, through } = mappedColumns(mapping, fileId)
  const place = (column: string | null): number | null => (column === null ? null : header.indexOf(column))
  const named = [subject, link, ...through].flatMap((column): readonly (readonly [number, Told])[] =>
    column === null ? [] : [[header.indexOf(column), toldLiteral(column, literalsOf(mapping))]],
  )
  return {
    subject: place(subject),
    link: place(link),
    initials: place(initials),
    names: new Map(named.filter(([index]) => index >= 0)),
    dropped: drop.map(column => header.indexOf(column)).filter(index => index >= 0),
    through: through.map(column => ({ column, index: header.indexOf(column) })).filter(({ index }) => index >= 0),
  }
}

/** Adds a table's direct identifiers to the words that are masked everywhere in its site; false where they are too many. */
export const collectIdentifiers = (
  words: IdentifierWords,
  { nonIdentifying }: SiteMapping['identifiers'],
  { rows }: SourceTable,
  { subject, link, dropped }: DoorPlaces,
): boolean => {
  const columns = [...dropped, nonIdentifying ? null : subject, link].filter(column => column !== null)
  for (const { cells } of rows) {
    for (const column of columns) {
      const cell = cells[column]
      if ((cell?.kind === 'text' || cell?.kind === 'number') && !words.add(cell.text)) return false
    }
  }
  return true
}
