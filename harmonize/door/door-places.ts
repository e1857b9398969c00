import { mappedColumns } from '../../protocol/facts/mapped-columns.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { ColumnTable } from '../../sources/column-table.js'
import type { IdentifierWords } from './masks/identifier-words.js'
import { literalsOf, type Told, toldLiteral } from '../../words/told.js'

/** Where in a table's rows stand the subject, the link id, the initials, what is dropped, and what passes. */
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
export const doorPlaces = (
  mapping: SiteMapping,
  fileId: string,
  { header }: Pick<ColumnTable, 'header'>,
): DoorPlaces => {
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

/** The places of a table's direct identifiers: what is dropped, and its ids where they are not open. */
export const identifierPlaces = ({ subject, link, dropped }: DoorPlaces, open: boolean): readonly number[] =>
  [...dropped, open ? null : subject, link].filter(place => place !== null)

/** Adds a table's direct identifiers to the words that are masked everywhere in its site; false where they are too many. */
export const collectIdentifiers = (
  words: IdentifierWords,
  { nonIdentifying }: SiteMapping['identifiers'],
  { columns }: Pick<ColumnTable, 'columns'>,
  places: DoorPlaces,
): boolean =>
  identifierPlaces(places, nonIdentifying).every(place =>
    (columns[place]?.cells ?? []).every(
      cell => (cell.kind !== 'text' && cell.kind !== 'number') || words.add(cell.text),
    ),
  )
