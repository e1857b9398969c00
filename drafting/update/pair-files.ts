import { mappedColumns } from '../../protocol/facts/mapped-columns.js'
import { addedColumns, shapedColumns } from '../../protocol/facts/shaped-columns.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { plainHeader } from '../../sources/mapping-gap.js'
import type { SeenTable } from '../seen-table.js'

/** A file of a mapping with the table that was seen of it: the newest where several fit. */
export interface PairedFile {
  readonly id: string
  readonly table: SeenTable
  /** The columns that the mapping reads of the file as it came. */
  readonly reads: readonly string[]
  /** Whether it was found under a name that the mapping does not say. */
  readonly found: 'by its name' | 'by its columns'
}

/** Which tables are files of a mapping, and which are none of them. */
export interface Pairing {
  readonly files: readonly PairedFile[]
  readonly others: readonly SeenTable[]
  /** Files of the mapping of which no table was seen. */
  readonly gone: readonly string[]
}

/** The columns that a mapping reads of a file as it came; those that its shape makes left out. */
export const columnsRead = (mapping: SiteMapping, id: string): readonly string[] => {
  const { subject, link, initials, drop, through } = mappedColumns(mapping, id)
  const shape = mapping.files[id] ?? {}
  const made = new Set(addedColumns(shape))
  const named = [subject, link, initials, ...drop, ...through, ...shapedColumns(shape)]
  return [...new Set(named.filter(column => column !== null))].filter(column => !made.has(column))
}

/** Whether a table has a column, whatever the width of its letters and its blanks. */
export const hasColumn = ({ columns }: SeenTable, asked: string): boolean =>
  columns.some(({ header }) => plainHeader(header) === plainHeader(asked))

const hasAll = (table: SeenTable, reads: readonly string[]): boolean =>
  reads.length > 0 && reads.every(column => hasColumn(table, column))

/** Pairs the files of a mapping with tables, by name and sheet, else by having all of its columns as no other table has. */
export const pairFiles = (
  mapping: SiteMapping,
  tables: readonly SeenTable[],
  fits: (name: string, file: string) => boolean,
): Pairing => {
  const taken = new Set<SeenTable>()
  const files: PairedFile[] = []
  const unnamed: string[] = []
  for (const [id, { name, sheet }] of Object.entries(mapping.files)) {
    const named = tables.filter(({ file }) => fits(name, file))
    const own = named.filter(({ profile }) => sheet === undefined || profile.sheet === sheet)
    for (const older of sheet === undefined ? named : own) taken.add(older)
    const newest = own.toSorted((a, b) => (a.file < b.file ? -1 : 1)).at(-1)
    const first = own.find(({ file }) => file === newest?.file)
    if (first === undefined) unnamed.push(id)
    else files.push({ id, table: first, reads: columnsRead(mapping, id), found: 'by its name' })
  }
  const gone: string[] = []
  for (const id of unnamed) {
    const reads = columnsRead(mapping, id)
    const whole = tables.filter(table => !taken.has(table) && hasAll(table, reads))
    if (whole.length !== 1) gone.push(id)
    else {
      taken.add(whole[0]!)
      files.push({ id, table: whole[0]!, reads, found: 'by its columns' })
    }
  }
  return { files, others: tables.filter(table => !taken.has(table)), gone }
}
