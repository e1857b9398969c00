import { basename } from 'node:path'
import type { SiteMapping } from '../protocol/language/site.js'
import { bindColumns } from './bind-columns.js'
import { dateInName } from './files/date-in-name.js'
import { ExportUnreadable } from './errors.js'
import { type ExportBytes, openBytes } from './files/export-bytes.js'
import { type DayInName, findExports, type FoundExport } from './files/find-exports.js'
import { readTable } from './read-table.js'
import { makeReceipt, type Receipt } from './files/receipt.js'
import { awaitSettled, fileState, sameState, type Settling } from './files/settle-export.js'
import type { SourceTable } from './source-record.js'
import { literalsOf, type Told, told, toldLiteral } from '../words/told.js'

/** One export file of a site as read: its receipt and its table for each mapped id that reads it. */
export interface ReadExport {
  /** The name that it is shown by. */
  readonly file: Told
  readonly receipt: Receipt
  readonly tables: readonly { readonly fileId: string; readonly table: SourceTable }[]
}

// A zip archive begins so.
const archiveStart = 'PK'

// A text of that size costs some 2 GiB to read, a workbook more: what is larger is no table of subjects.
const mostMebibytes = { text: 128, workbook: 256 } as const

const refuseLarge = async (site: string, file: Told, { size, read }: ExportBytes): Promise<void> => {
  const start = await read(0, archiveStart.length)
  const kind = new TextDecoder('latin1').decode(start) === archiveStart ? 'workbook' : 'text'
  if (size <= mostMebibytes[kind] * 2 ** 20) return
  throw new ExportUnreadable(site, file, told`${size} bytes, more than ${mostMebibytes[kind]} MiB of a ${kind}`)
}

/** The bytes of an export, read once, so that what is hashed is what is parsed; links are not followed. */
export const readBytes = async (site: string, file: Told, path: string): Promise<Uint8Array> => {
  const bytes = await openBytes(site, file, path)
  try {
    await refuseLarge(site, file, bytes)
    return await bytes.read(0, bytes.size)
  } finally {
    await bytes.close()
  }
}

// Part files of one pattern look like older versions of it: that they are not read has to be seen.
const leftOut = ({ older }: FoundExport, name: Told): readonly Told[] =>
  older === 0
    ? []
    : [
        told`of ${older + 1} files that fit '${name}' only the newest by the date in its name was read; ${older} were left out`,
      ]

const readings = 3

/** The bytes of a file that was left alone while it was read. */
const readSettled = async (site: string, file: Told, path: string, settling: Settling | null): Promise<Uint8Array> => {
  for (let reading = 1; reading <= readings; reading += 1) {
    if (settling !== null) await awaitSettled(site, file, path, settling)
    const before = await fileState(site, file, path)
    const bytes = await readBytes(site, file, path)
    const after = await fileState(site, file, path)
    if (sameState(before, after) && bytes.length === after.size) return bytes
  }
  throw new ExportUnreadable(site, file, told`still being written: it changed ${readings} times while it was read`)
}

const readExport = async (
  mapping: SiteMapping,
  file: Told,
  path: string,
  found: readonly FoundExport[],
  settling: Settling | null,
): Promise<ReadExport> => {
  const bytes = await readSettled(mapping.site, file, path, settling)
  const tables: ReadExport['tables'][number][] = []
  for (const one of found) {
    const definition = mapping.files[one.fileId]
    if (definition === undefined) continue
    const read = await readTable(bytes, definition, basename(path), mapping.site, file)
    const table = bindColumns(read, mapping, one.fileId, file)
    const notes = [...table.notes, ...leftOut(one, toldLiteral(definition.name, literalsOf(mapping)))]
    tables.push({ fileId: one.fileId, table: { ...table, notes } })
  }
  return {
    file,
    receipt: makeReceipt(
      file,
      bytes,
      tables.map(({ table }) => table),
    ),
    tables,
  }
}

/**
 * Finds and reads all exports of a site, each when it has settled; a workbook that several ids read is read from the disk
 * once.
 */
export const readSite = async (
  folder: string,
  mapping: SiteMapping,
  settling: Settling | null = null,
  dayInName: DayInName = dateInName,
  begins: (file: Told) => Promise<void> = () => Promise.resolve(),
): Promise<readonly ReadExport[]> => {
  const byPath = new Map<string, FoundExport[]>()
  for (const found of await findExports(folder, mapping, dayInName)) {
    byPath.set(found.path, [...(byPath.get(found.path) ?? []), found])
  }
  const exports: ReadExport[] = []
  for (const [path, found] of byPath) {
    const [first] = found
    if (first === undefined) continue
    await begins(first.file)
    exports.push(await readExport(mapping, first.file, path, found, settling))
  }
  return exports
}
