import { createHash } from 'node:crypto'
import type { ExportFile } from '../protocol/language/mapping/export-file.js'
import type { OpenTable, ReadRows } from './columns/read-rows.js'
import { openCsv } from './csv/open-csv.js'
import { ExportUnreadable, Unreadable } from './errors.js'
import { type ExportBytes, openBytes } from './files/export-bytes.js'
import { type Contents, contentsOf } from './files/contents.js'
import type { Pass } from './files/pass.js'
import { openOpenDocument } from './opendocument/open-opendocument.js'
import { checkArchive } from './workbook/check-archive.js'
import { openWorkbook } from './workbook/open-workbook.js'
import { type Told, told } from '../words/told.js'

/** An export file that is open as a table, with its size and the hash of its bytes. */
export interface OpenExport extends OpenTable {
  readonly bytes: number
  readonly sha256: string
  readonly close: () => Promise<void>
}

/** Who asks for an export, and how the file is shown and read. */
export interface ExportToOpen {
  readonly site: string
  readonly file: Told
  readonly path: string
  /** The file's own name, which decides what it is read as. */
  readonly received: string
  readonly definition: ExportFile
}

/** Does work on an export; what makes it unreadable is named with site and file. */
export const namingFile = async <T>({ site, file }: ExportToOpen, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Unreadable ? new ExportUnreadable(site, file, error.told, false, error.local) : error
  }
}

const isWorkbookName = (received: string): boolean => /\.(xls[xm]|ods)$/i.test(received)

const refuseNamedOtherwise = (
  { held, packed }: Contents,
  { received }: ExportToOpen,
  kind: 'text' | 'workbook' | 'opendocument',
): void => {
  if (packed || (held.kind === 'archive') === isWorkbookName(received)) return
  throw new Unreadable(
    held.kind === 'text'
      ? told`it is named a workbook but is not one, it is text: name it .csv, or save it as a workbook`
      : told`it is a workbook, but its name does not end in ${kind === 'opendocument' ? '.ods' : '.xlsx'}: rename it, and write the new name in the mapping`,
  )
}

const refuseEmpty = ({ header, top }: Pick<OpenTable, 'header' | 'top'>, { rows, issues }: ReadRows): void => {
  if (header.length === 0 && top.every(row => row.every(cell => cell.trim() === '')))
    throw new Unreadable(told`there is nothing in it but blanks: export it again`)
  if (header.length === 0) throw new Unreadable(told`there is no header where the mapping says`)
  if (rows.length === 0 && issues.length === 0)
    throw new Unreadable(told`it has a header and no row: export it again, or name another file in the mapping`)
}

const hashOfPieces = (): Pass & { readonly found: () => string } => {
  const hash = createHash('sha256')
  return {
    take: piece => {
      hash.update(piece)
      return true
    },
    end: () => undefined,
    found: () => hash.digest('hex'),
  }
}

const openContent = async (
  bytes: ExportBytes,
  asked: ExportToOpen,
): Promise<OpenTable & { readonly sha256: string }> => {
  const hash = hashOfPieces()
  const contents = await contentsOf({ bytes, name: asked.received }, asked.definition.inside, hash)
  const { held, wholeTaken } = contents
  if (held.kind === 'text') {
    if (asked.definition.rowIs !== undefined) {
      throw new Unreadable(told`\`rowIs\` is for workbooks, and the file is a text: save it as .xlsx`)
    }
    refuseNamedOtherwise(contents, asked, 'text')
    const table = await openCsv(held.bytes, asked.definition, wholeTaken ? [] : [hash])
    return { ...table, sha256: hash.found() }
  }
  const kind = checkArchive(held.bytes)
  refuseNamedOtherwise(contents, asked, kind)
  const open = kind === 'workbook' ? openWorkbook : openOpenDocument
  return { ...(await open(held.bytes, asked.definition)), sha256: hash.found() }
}

/**
 * Opens an export file to read its table: its header is known, its bytes are hashed, and of its rows nothing is in memory.
 * Anything that is not whole and readable is refused with its reason, here or where the rows are read.
 */
export const openTable = async (asked: ExportToOpen): Promise<OpenExport> => {
  const bytes = await openBytes(asked.site, asked.file, asked.path)
  try {
    const opened = await namingFile(asked, () => openContent(bytes, asked))
    const read = async (): Promise<ReadRows> => {
      const rows = await opened.read()
      refuseEmpty(opened, rows)
      return rows
    }
    return { ...opened, read: () => namingFile(asked, read), bytes: bytes.size, close: bytes.close }
  } catch (error) {
    await bytes.close()
    throw error
  }
}
