import { basename } from 'node:path'
import { withParts } from '../protocol/facts/part-files.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { shapedTable } from './shaped-table.js'
import { dateInName } from './files/date-in-name.js'
import { ExportUnreadable } from './errors.js'
import { filesLookedAt } from './files-looked-at.js'
import { allFound, type DayInName, type FoundExport, lookForExports } from './files/find-exports.js'
import { ofSeveral } from './files/of-several.js'
import { inOrderOfJoins } from './files/order-of-joins.js'
import { lookingForSheet } from './look/gap-of-sheet.js'
import { type KnowAgain, knowingAgain } from './know-again.js'
import { readColumns } from './read-columns.js'
import { type ReceivedHeader, receivedHeaders } from './received-headers.js'
import { blankRows, makeReceipt, type Receipt } from './files/receipt.js'
import { awaitSettled, fileState, sameState, type Settling } from './files/settle-export.js'
import type { ColumnTable } from './column-table.js'
import type { LookedAt } from '../words/looked-at.js'
import { literalsOf, type Told, told, toldLiteral } from '../words/told.js'

/** One export file of a site as read: its receipt and its table for each mapped id that reads it. */
export interface ReadExport {
  /** The name that it is shown by. */
  readonly file: Told
  readonly receipt: Receipt
  readonly tables: readonly {
    readonly fileId: string
    readonly table: ColumnTable
    readonly blankRows: number
    readonly headers: readonly ReceivedHeader[]
  }[]
}

/** The tables of a site as far as they have been read, by the ids of their files. */
type TablesRead = Map<string, ColumnTable>

const readings = 3

/** Work over a file that was left alone meanwhile: what was found in one that changed is not believed. */
const whileSettled = async <T>(
  site: string,
  file: Told,
  path: string,
  settling: Settling | null,
  work: () => Promise<T>,
): Promise<T> => {
  for (let reading = 1; reading <= readings; reading += 1) {
    if (settling !== null) await awaitSettled(site, file, path, settling)
    const before = await fileState(site, file, path)
    const [done] = await Promise.allSettled([work()])
    if (!sameState(before, await fileState(site, file, path))) continue
    if (done.status === 'rejected') throw done.reason
    return done.value
  }
  throw new ExportUnreadable(site, file, told`still being written: it changed ${readings} times while it was read`)
}

const readTables = async (
  mapping: SiteMapping,
  file: Told,
  path: string,
  found: readonly FoundExport[],
  shaped: TablesRead,
  knowAgain: KnowAgain,
): Promise<ReadExport> => {
  const tables: ReadExport['tables'][number][] = []
  let known = { bytes: 0, sha256: '' }
  for (const one of found) {
    const definition = mapping.files[one.fileId]
    if (definition === undefined) continue
    const asked = { site: mapping.site, file, path, received: basename(path), definition }
    const { table, headers, ...of } = await lookingForSheet(path, definition.sheet, async () => {
      const read = await readColumns(asked)
      const table = knowingAgain(read.table, mapping, one.fileId, knowAgain, () =>
        shapedTable(read.table, mapping, one.fileId, file, shaped),
      )
      return { ...read, table, headers: receivedHeaders(read.table.header, mapping, one.fileId) }
    })
    shaped.set(one.fileId, table)
    const notes = [...table.notes, ...ofSeveral(one, toldLiteral(definition.name, literalsOf(mapping)))]
    const blank = blankRows(table, definition)
    tables.push({ fileId: one.fileId, table: { ...table, notes }, blankRows: blank, headers })
    known = of
  }
  return {
    file,
    receipt: makeReceipt(file, known, tables),
    tables,
  }
}

/** Who looks on while a site is read. */
export interface ReadingWatch {
  /** All files have been looked for, and none is read yet. */
  readonly looked: (files: readonly LookedAt[]) => Promise<void>
  /** A file is going to be read. */
  readonly begins: (file: Told) => Promise<void>
  /** A file has been read. */
  readonly read: (receipt: Receipt) => Promise<void>
}

const nobody: ReadingWatch = {
  looked: () => Promise.resolve(),
  begins: () => Promise.resolve(),
  read: () => Promise.resolve(),
}

/** Finds and reads all exports of a site, each when it has settled: all tables of a file from one state of it. */
export const readSite = async (
  folder: string,
  mapping: SiteMapping,
  settling: Settling | null = null,
  dayInName: DayInName = dateInName,
  watch: ReadingWatch = nobody,
  knowAgain: KnowAgain = () => new Map(),
): Promise<readonly ReadExport[]> => {
  const byPath = new Map<string, FoundExport[]>()
  const looked = await lookForExports({ folder, mapping, dayInName })
  await watch.looked(filesLookedAt(looked))
  const all = allFound(looked)
  const ofParts = withParts(
    mapping,
    all.map(({ fileId }) => fileId),
  )
  const shaped: TablesRead = new Map()
  for (const found of inOrderOfJoins(ofParts, all)) {
    byPath.set(found.path, [...(byPath.get(found.path) ?? []), found])
  }
  const exports: ReadExport[] = []
  for (const [path, found] of byPath) {
    const [first] = found
    if (first === undefined) continue
    await watch.begins(first.file)
    const read = () => readTables(ofParts, first.file, path, found, shaped, knowAgain)
    const done = await whileSettled(mapping.site, first.file, path, settling, read)
    exports.push(done)
    await watch.read(done.receipt)
  }
  return exports
}
