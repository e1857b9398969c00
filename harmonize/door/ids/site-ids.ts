import { blocksOf } from '../../../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import type { ColumnTable } from '../../../sources/column-table.js'
import { type AlikeIds, alikeIds, type IdTrouble, type TableIds } from './alike-ids.js'
import { columnAt } from '../column-at.js'
import type { DoorPlaces } from '../door-places.js'
import { metCells } from '../met-cells.js'
import { gapsTold } from './gaps-told.js'
import { idColumn } from './id-column.js'
import { IdNumbers } from './id-numbers.js'
import { foldedId, idWriting } from './id-writing.js'
import { tellWritings } from './id-writings-in-words.js'
import { type ReadIds, readIds } from './read-ids.js'
import { type RowIds, rowIds } from './row-ids.js'
import { asResidentId, readLinkId, readSubjectId } from './subject-id.js'
import type { Told } from '../../../words/told.js'

/** A table whose ids are read, with where they stand. */
export interface IdTable {
  readonly fileId: string
  readonly file: Told
  readonly table: ColumnTable
  readonly places: DoorPlaces
}

/** The ids of a site as read, table by table, with what is to be reported about them. */
export interface SiteIds {
  /** The subjects' ids by their numbers. */
  readonly subjects: IdNumbers
  /** The link ids by their numbers. */
  readonly links: IdNumbers
  readonly tables: readonly {
    /** Null where the row's number is the subject's id. */
    readonly subject: RowIds | null
    /** Null in a table without link ids. */
    readonly link: RowIds | null
  }[]
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

/** Each id of a table once, in the order of their first rows. */
const distinctIds = (
  { file, table: { rows } }: IdTable,
  read: ReadIds | null,
  ofSubjects: boolean,
  count: number,
): TableIds => {
  const seen = new Uint8Array(count)
  const numbers = new Int32Array(read?.met.codes.length ?? 0)
  const firstRows = new Int32Array(numbers.length)
  let found = 0
  for (let at = 0; read !== null && at < read.met.codes.length; at += 1) {
    const code = read.met.codes[at]!
    const number = read.numbers[code]!
    if (number === -1 || seen[number] === 1) continue
    seen[number] = 1
    numbers[found] = number
    firstRows[found] = read.met.firstRow[code]!
    found += 1
  }
  return { file, ofSubjects, numbers: numbers.subarray(0, found), firstRows: firstRows.subarray(0, found), rows }
}

const nothing: ReadonlyMap<number, IdTrouble> = new Map()
const noneAlike: AlikeIds = { ofId: nothing, ofRow: nothing }

/** Reads the ids of all tables of a site together: what one column or file leaves open, the others may decide. */
export const readSiteIds = (tables: readonly IdTable[], mapping: SiteMapping): SiteIds => {
  const { nonIdentifying, real } = mapping.identifiers
  const lookAt = (table: ColumnTable, place: number | null) => {
    if (place === null) return null
    const column = columnAt(table, place)
    const met = metCells(column)
    return { column, met, own: idColumn(Array.from(met.codes, code => column.cells[code]!)) }
  }
  const looks = tables.map(({ table, places }) => lookAt(table, places.subject))
  const residents = looks.some(look => look?.own.residents === true)
  const readId: typeof readSubjectId = (cell, reading) => {
    const id = readSubjectId(cell, reading)
    return residents ? asResidentId(id) : id
  }
  const isReal = realIds(real)
  const readAll = (look: ReturnType<typeof lookAt>, read: typeof readSubjectId, ids: IdNumbers): ReadIds | null =>
    look && readIds(look.column, look.met, read, { column: look.own, open: nonIdentifying, isReal }, ids)
  const [subjects, links] = [new IdNumbers(), new IdNumbers()]
  const read = looks.map(look => readAll(look, readId, subjects))
  const readLinks = tables.map(({ table, places }) => readAll(lookAt(table, places.link), readLinkId, links))
  const subjectFiles = new Set(blocksOf(mapping, 'subject').map(({ from }) => from))
  const alike = alikeIds(
    tables.map((table, at) =>
      distinctIds(table, read[at] ?? null, subjectFiles.has(table.fileId), subjects.ids.length),
    ),
    subjects.ids,
  )
  const alikeLinks = alikeIds(
    tables.map((table, at) => distinctIds(table, readLinks[at] ?? null, false, links.ids.length)),
    links.ids,
  )
  const written = tables.flatMap(({ file, table: { rows } }, at) => {
    const own = read[at] ?? null
    return own === null ? [] : [{ at, file, rows, read: own }]
  })
  const { ofRows, notes } = tellWritings(written, subjects.ids)
  const writings = new Map(written.map(({ at }, nth) => [at, ofRows[nth]]))
  return {
    subjects,
    links,
    notes,
    tables: tables.map(({ table, places }, at) => {
      const [own, link] = [read[at] ?? null, readLinks[at] ?? null]
      return {
        subject: own && rowIds(own, gapsTold(table, places, own), alike[at] ?? noneAlike, writings.get(at) ?? nothing),
        link: link && rowIds(link, new Map(), alikeLinks[at] ?? noneAlike, nothing),
      }
    }),
  }
}
