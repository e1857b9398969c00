import { mappedColumns } from '../../protocol/facts/mapped-columns.js'
import {
  addedColumns,
  joinKeys,
  joinsOf,
  joinTaken,
  shapedColumns,
  sourcesOf,
} from '../../protocol/facts/shaped-columns.js'
import { droppedColumns, type SiteMapping } from '../../protocol/language/site.js'
import type { Cell, FileRow } from '../cell.js'
import { textOfPattern } from '../received-word.js'
import { writeDay } from '../write-day.js'
import type { MadeTable } from './made-table.js'
import { unmakeColumns } from './unmake-columns.js'

/** A subject's rows by file, with its number at the site. */
export interface NumberedRows {
  readonly number: number
  readonly rows: (file: string) => readonly FileRow[]
}

/** What the tables of a site are made with. */
export interface TablesAsked {
  readonly mapping: SiteMapping
  readonly subjects: readonly NumberedRows[]
  /** The day of the export; null in a study of day offsets. */
  readonly dataDay: number | null
}

interface OwnRow {
  readonly subject: number
  readonly cells: Map<string, Cell>
}

/** The id of a subject; of digits alone where the mapping fills ids up with zeros. */
export const idOf = ({ files }: SiteMapping, fileId: string, number: number): string => {
  const pads = Object.values(files).some(({ columns = {} }) =>
    Object.values(columns).some(made => 'pad' in made && made.pad !== undefined),
  )
  if (pads) return String(900_000 + number)
  return files[fileId]?.subject === 'row number' ? '' : `SYN-${String(number).padStart(4, '0')}`
}

const named = (mapping: SiteMapping, fileId: string): readonly string[] => {
  const file = mapping.files[fileId]
  if (file === undefined) return []
  const { subject, link, drop, through } = mappedColumns(mapping, fileId)
  const taken = Object.values(mapping.files)
    .flatMap(joinsOf)
    .filter(join => join.file === fileId)
    .flatMap(join => [...joinKeys(join), ...joinTaken(join)].map(([, theirs]) => theirs))
  const added = new Set(addedColumns(file))
  const all = [subject, link, ...drop, ...taken, ...through].filter(column => column !== null)
  return [...new Set([...all.filter(column => !added.has(column)), ...shapedColumns(file)])]
}

const identify = ({ mapping, dataDay }: TablesAsked, fileId: string, { subject, cells }: OwnRow): void => {
  const file = mapping.files[fileId]
  const { link } = mapping.identifiers
  if (file !== undefined && file.subject !== 'row number')
    cells.set(file.subject.column, { text: idOf(mapping, fileId, subject) })
  if (link?.file === fileId) cells.set(link.column, { text: `SYN-${mapping.site}-${subject}` })
  for (const column of droppedColumns(mapping)[fileId] ?? [])
    cells.set(column, { text: `Nobody ${mapping.site} ${subject}` })
  const { dataDate } = mapping
  if (typeof dataDate === 'object' && 'column' in dataDate && dataDate.file === fileId && dataDay !== null)
    cells.set(dataDate.column, { text: writeDay(dataDay, dataDate.date[0] ?? 'YYYY-MM-DD') })
  for (const [column, words] of Object.entries(file?.only ?? {}))
    if (!cells.has(column)) cells.set(column, { text: textOfPattern(words[0] ?? '') ?? '' })
}

// The row of the other file that a join finds has the cells that are taken of it.
const unjoinRow = (
  mapping: SiteMapping,
  fileId: string,
  own: OwnRow,
  rowsOf: Map<string, OwnRow[]>,
  nextKey: () => string,
): void => {
  const file = mapping.files[fileId]
  for (const join of joinsOf(file ?? {})) {
    const theirs = new Map<string, Cell>()
    for (const [here, there] of joinTaken(join)) {
      const cell = own.cells.get(here)
      if (cell !== undefined) theirs.set(there, cell)
      own.cells.delete(here)
    }
    const keys = joinKeys(join).map(([here, there]) => [there, own.cells.get(here)?.text ?? ''] as const)
    const key = keys.every(([, text]) => text === '') ? nextKey() : null
    for (const [here, there] of joinKeys(join)) {
      if (key !== null) own.cells.set(here, { text: key })
      theirs.set(there, own.cells.get(here) ?? { text: '' })
    }
    const rows = rowsOf.get(join.file) ?? []
    const before = rows.find(({ cells }) =>
      joinKeys(join).every(([, there]) => cells.get(there)?.text === theirs.get(there)?.text),
    )
    if (before === undefined) rows.push({ subject: own.subject, cells: theirs })
    else for (const [column, cell] of theirs) before.cells.set(column, cell)
    rowsOf.set(join.file, rows)
  }
}

const filledDown = (rows: readonly OwnRow[], columns: readonly string[]): void => {
  const above = new Map<string, string>()
  for (const { cells } of rows)
    for (const column of columns) {
      const text = cells.get(column)?.text ?? ''
      if (text !== '' && above.get(column) === text) cells.set(column, { text: '' })
      above.set(column, text)
    }
}

const bySubject = (one: OwnRow, other: OwnRow): number => one.subject - other.subject

/** The tables of a site's files as hospitals keep them, before they are bound, shaped and read. */
export const siteTables = (asked: TablesAsked): readonly MadeTable[] => {
  const { mapping, subjects } = asked
  const ids = Object.keys(mapping.files)
  const rowsOf = new Map(
    ids.map(id => [
      id,
      subjects.flatMap(({ number, rows }): OwnRow[] => rows(id).map(row => ({ subject: number, cells: new Map(row) }))),
    ]),
  )
  let keys = 1000
  // Files that join others give them rows, so they come first.
  const order = ids.toSorted(
    (one, other) => Number(joinsOf(mapping.files[other]!).length > 0) - Number(joinsOf(mapping.files[one]!).length > 0),
  )
  const tables = new Map<string, MadeTable>()
  for (const id of order) {
    const file = mapping.files[id]!
    const rows = rowsOf.get(id) ?? []
    const joinKey = new Set(joinsOf(file).flatMap(join => joinKeys(join).map(([here]) => here)))
    const keyMade = new Set(
      [...joinKey].flatMap(column => [
        column,
        ...(file.columns?.[column] === undefined ? [] : sourcesOf(file.columns[column])),
      ]),
    )
    for (const own of rows) {
      identify(asked, id, own)
      unmakeColumns(own.cells, file, keyMade)
      unjoinRow(mapping, id, own, rowsOf, () => String((keys += 1)))
      unmakeColumns(own.cells, file, new Set())
    }
    const sorted = rows.toSorted(bySubject)
    filledDown(sorted, file.fillDown ?? [])
    tables.set(id, { fileId: id, columns: named(mapping, id), rows: sorted.map(({ cells }) => cells) })
  }
  return ids.flatMap(id => tables.get(id) ?? [])
}
