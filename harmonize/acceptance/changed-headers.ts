import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { MarkedHeader } from '../door/marked-headers.js'
import type { Told } from '../../words/told.js'

/** The headers of one table of an export; null where an older version kept none. */
export interface HeadersOfTable {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly headers: readonly MarkedHeader[] | null
}

/** The headers of the last accepted export and of the one that is compared with it. */
export interface ComparedHeaders {
  readonly before: readonly HeadersOfTable[]
  readonly now: readonly HeadersOfTable[]
}

/** A header that one of two exports has and the other lacks. */
export interface ChangedHeader extends MarkedHeader {
  /** Its place, from 1, in the table that has it. */
  readonly place: number
}

/** The headers that a table has and the other export lacks, among how many. */
export interface ChangedTable {
  readonly table: HeadersOfTable
  readonly of: number
  readonly changed: readonly ChangedHeader[]
}

type Tables = readonly HeadersOfTable[]

const partsOf = (tables: Tables, fileId: string): Tables =>
  tables.filter(table => fileOfPart(table.fileId) === fileOfPart(fileId))

const marksIn = (tables: Tables, counts: (header: MarkedHeader) => boolean = () => true): readonly string[] =>
  tables.flatMap(({ headers }) => headers ?? []).flatMap(header => (counts(header) ? [header.mark] : []))

// The parts of a file are read as one: what another part has is there. What was not kept cannot be compared.
const marksOf = (tables: Tables, fileId: string): ReadonlySet<string> | null => {
  const parts = partsOf(tables, fileId)
  return parts.length === 0 || parts.some(({ headers }) => headers === null) ? null : new Set(marksIn(parts))
}

// One sheet may be read under two ids, and one file in parts.
const isOneTable = (one: HeadersOfTable, other: HeadersOfTable): boolean =>
  fileOfPart(one.fileId) === fileOfPart(other.fileId) || (one.file === other.file && one.sheet === other.sheet)

/** Of each table the headers that the other export lacks in all parts of the file; one that several have with the first of them. */
export const headersLackedBy = (other: Tables, tables: Tables): readonly ChangedTable[] => {
  const compared = tables.flatMap(table => {
    const there = marksOf(other, table.fileId)
    return table.headers === null || there === null ? [] : [{ table, headers: table.headers, there }]
  })
  return compared.map(({ table, headers, there }, at) => {
    const met = compared.slice(0, at).filter(earlier => isOneTable(earlier.table, table))
    const told = new Set(marksIn(met.map(one => one.table)))
    const placed = headers.map((header, place): ChangedHeader => ({ ...header, place: place + 1 }))
    const changed = placed.filter(({ mark }) => mark !== '' && !there.has(mark) && !told.has(mark))
    return { table, of: headers.length, changed }
  })
}

/** Those of its headers that the mapping names in no table that has them. */
export const unnamedOf = (tables: Tables, { table, changed }: ChangedTable): readonly ChangedHeader[] => {
  const same = tables.filter(other => isOneTable(other, table))
  const named = new Set(marksIn(same, header => header.named))
  return changed.filter(({ mark }) => !named.has(mark))
}

/** How many headers a file has in one export and not in another. */
export const countLackedBy = (other: Tables, tables: Tables, fileId: string): number =>
  headersLackedBy(other, partsOf(tables, fileId)).reduce((sum, { changed }) => sum + changed.length, 0)

/** The table of an export in which a file is told that another export has; the first of its parts where there are fewer now. */
export const sameTable = (tables: Tables, { fileId }: HeadersOfTable): HeadersOfTable | undefined =>
  tables.find(table => table.fileId === fileId) ?? partsOf(tables, fileId)[0]
