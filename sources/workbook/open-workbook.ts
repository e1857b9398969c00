import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { OpenTable } from '../columns/read-rows.js'
import { headerRows } from '../join-header.js'
import { type Told, told } from '../../words/told.js'
import { chooseSheet, knownSheet } from './choose-sheet.js'
import { partPieces } from './part-pieces.js'
import { openLabelled } from './open-labelled.js'
import { mergesOf, readSheet, sheetMeaning } from './read-sheet.js'
import { SheetHead } from './sheet-head.js'
import type { SheetTaker } from './scanned-cell.js'
import { SheetScan } from './sheet-scan.js'
import { partOfSheet, type SheetInfo, workbookParts } from './workbook-parts.js'
import type { ZipPart } from './zip-directory.js'

const notesOf = (
  file: ExportFile,
  info: SheetInfo,
  sheets: number,
  hiddenRows: number,
  epoch: 1900 | 1904,
): readonly Told[] => [
  ...(file.sheet === undefined && sheets > 1
    ? [told`read the first of ${sheets} sheets: name the sheet in the mapping`]
    : []),
  ...(info.hidden ? [told`the sheet is hidden; it was read`] : []),
  ...(hiddenRows > 0 ? [told`${hiddenRows} hidden rows were read`] : []),
  ...(epoch === 1904 ? [told`the workbook counts its days from 1904`] : []),
]

const headOf = async (bytes: Uint8Array, part: ZipPart, head: SheetTaker): Promise<void> => {
  const scan = new SheetScan(head)
  for await (const piece of partPieces(bytes, part)) if (!scan.take(piece)) return
  scan.end()
}

/**
 * Opens one sheet of a workbook whose archive is checked as a table: header rows joined, merged header cells
 * filled, days as calendar days. The packed bytes are in memory, what they unpack to is not.
 */
export const openWorkbook = async (bytes: Uint8Array, file: ExportFile): Promise<OpenTable> => {
  if (file.rowIs !== undefined) return openLabelled(bytes, file, file.rowIs)
  const parts = workbookParts(bytes)
  const { sheets, epoch } = parts
  const info = chooseSheet(sheets, file)
  const part = partOfSheet(info, sheets.length)
  const meaning = sheetMeaning(bytes, parts)
  const merges = await mergesOf({ bytes, part })
  const numbers = headerRows(file.header)
  const headerRow = Math.max(...numbers)
  const head = new SheetHead(meaning, headerRow)
  await headOf(bytes, part, head)
  const header = head.header(numbers, merges)
  return {
    sheet: knownSheet(file, info, sheets.length),
    header,
    top: head.top(),
    ...(file.sheet === undefined && sheets.length > 1 ? { sheets: sheets.length } : {}),
    read: async () => {
      const shape = { width: header.length, merges }
      const { hiddenRows, ...rows } = await readSheet({ bytes, meaning, part, headerRow }, shape)
      const notes = notesOf(file, info, sheets.length, hiddenRows, epoch)
      return { ...rows, notes, issues: [], ragged: [] }
    },
  }
}
