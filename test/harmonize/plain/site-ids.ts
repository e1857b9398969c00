import { blocksOf } from '../../../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import type { SourceRow } from '../../../sources/source-record.js'
import type { SourceTable } from '../../support/source-table.js'
import { alikeIds, type IdTrouble, type TableIds } from './alike-ids.js'
import type { DoorPlaces } from './door-places.js'
import { idColumn } from './id-column.js'
import { foldedId, idWriting } from '../../../harmonize/door/ids/id-writing.js'
import { tellWritings } from './id-writings-in-words.js'
import { nobodysRow } from './row-of-nobody.js'
import { asResidentId, readLinkId, readSubjectId, type SubjectId } from '../../../harmonize/door/ids/subject-id.js'
import { type Told, told } from '../../../words/told.js'

/** A table whose ids are read, with where they stand. */
export interface IdTable {
  readonly fileId: string
  readonly file: Told
  readonly table: SourceTable
  readonly places: DoorPlaces
}

/** The ids of a site as read, with what is to be reported about them. */
export interface SiteIds {
  /** Null where the row's number is the subject's id. */
  readonly subject: (row: SourceRow) => SubjectId | null
  readonly link: (row: SourceRow) => SubjectId | null
  readonly troubles: (row: SourceRow) => readonly IdTrouble[]
  readonly linkTroubles: (row: SourceRow) => readonly IdTrouble[]
  readonly notes: readonly Told[]
}

const realIds = (patterns: readonly string[]): ((writing: string) => boolean) => {
  const parts = patterns.map(pattern =>
    pattern
      .split('*')
      .map(part => foldedId(idWriting(part)).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  )
  if (parts.length === 0) return () => false
  const real = new RegExp(`^(${parts.join('|')})$`, 'su')
  return writing => real.test(foldedId(writing))
}

const readColumn = (
  { rows }: SourceTable,
  place: number | null,
  read: typeof readSubjectId,
  { nonIdentifying, real }: SiteMapping['identifiers'],
): ReadonlyMap<SourceRow, SubjectId> => {
  if (place === null) return new Map()
  const reading = { column: idColumn(rows, place), open: nonIdentifying, isReal: realIds(real) }
  return new Map(rows.map(row => [row, read(row.cells[place], reading)]))
}

const notRepeated = {
  fault: 'blank-id',
  message: told`no id in this row, though the row above has one: an id that is written once for several rows, or merged over them, is filled down only where the mapping says so: list the column under \`fillDown\` of the file, or ask for the id in each row`,
} as const

const isGap = (row: SourceRow, place: number): boolean => {
  const cell = row.cells[place]
  return cell?.kind === 'empty' || (cell?.kind === 'error' && cell.text.includes('merged cell'))
}

// A blank below an id is most likely the id of the group, which the product does not guess.
const withGapsTold = (
  { table: { rows }, places: { subject, through } }: IdTable,
  read: ReadonlyMap<SourceRow, SubjectId>,
): ReadonlyMap<SourceRow, SubjectId> => {
  if (subject === null) return read
  const corrected = new Map(read)
  let below = false
  for (const row of rows) {
    const gap = isGap(row, subject)
    const nobodys = gap ? nobodysRow(row.cells) : null
    if (nobodys !== null) corrected.set(row, nobodys)
    else if (gap && below && through.some(({ index }) => row.cells[index]?.kind !== 'empty'))
      corrected.set(row, notRepeated)
    below = gap ? below : 'id' in (read.get(row) ?? {})
  }
  return corrected
}

const idsOf = (read: ReadonlyMap<SourceRow, SubjectId>): ReadonlyMap<SourceRow, string> =>
  new Map([...read].flatMap(([row, id]) => ('id' in id ? [[row, id.id] as const] : [])))

const doubtOf = (id: SubjectId | null | undefined): readonly IdTrouble[] =>
  id !== null && id !== undefined && 'id' in id && id.doubt !== undefined
    ? [{ kind: 'id-in-doubt', effect: 'query', message: id.doubt }]
    : []

/** Reads the ids of all tables of a site together: what one column or file leaves open, the others may decide. */
export const readSiteIds = (tables: readonly IdTable[], mapping: SiteMapping): SiteIds => {
  const residents = tables.some(
    ({ table: { rows }, places: { subject } }) => subject !== null && idColumn(rows, subject).residents,
  )
  const readId: typeof readSubjectId = (cell, reading) => {
    const id = readSubjectId(cell, reading)
    return residents ? asResidentId(id) : id
  }
  const read = tables.map(table => ({
    ...table,
    read: withGapsTold(table, readColumn(table.table, table.places.subject, readId, mapping.identifiers)),
    links: readColumn(table.table, table.places.link, readLinkId, mapping.identifiers),
  }))
  const subjects = new Map(read.flatMap(table => [...table.read]))
  const links = new Map(read.flatMap(table => [...table.links]))
  const subjectFiles = new Set(blocksOf(mapping, 'subject').map(({ from }) => from))
  const alike = alikeIds(
    read.map(({ fileId, file, read: own }): TableIds => ({
      file,
      ofSubjects: subjectFiles.has(fileId),
      ids: idsOf(own),
    })),
  )
  const { troubles, notes } = tellWritings(read)
  const alikeLinks = alikeIds(
    read.map(({ file, links: own }): TableIds => ({ file, ofSubjects: false, ids: idsOf(own) })),
  )
  return {
    subject: row => subjects.get(row) ?? null,
    link: row => links.get(row) ?? null,
    troubles: row =>
      [alike.get(row), troubles.get(row), ...doubtOf(subjects.get(row))].filter(trouble => trouble !== undefined),
    linkTroubles: row => [alikeLinks.get(row), ...doubtOf(links.get(row))].filter(trouble => trouble !== undefined),
    notes,
  }
}
