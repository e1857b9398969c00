import { nearestName } from '../../protocol/load/nearest.js'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { OpenTable } from '../columns/read-rows.js'
import { shownName, Unreadable } from '../errors.js'
import { headerRows } from '../join-header.js'
import { literalsOf, type Told, told, toldLiteral, toldPlace } from '../../words/told.js'
import { partPieces } from './part-pieces.js'
import { openLabelled } from './open-labelled.js'
import { mergesOf, readSheet, sheetMeaning } from './read-sheet.js'
import { SheetHead } from './sheet-head.js'
import type { SheetTaker } from './scanned-cell.js'
import { SheetScan } from './sheet-scan.js'
import { partOfSheet, type SheetInfo, workbookParts } from './workbook-parts.js'
import type { ZipPart } from './zip-directory.js'

const chooseSheet = (sheets: readonly SheetInfo[], file: ExportFile): SheetInfo => {
  const { sheet: wanted } = file
  const names = sheets.map(({ name }) => name)
  if (wanted === undefined) {
    const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
    if (first === undefined) throw new Unreadable(told`the workbook has no sheet`)
    return first
  }
  const chosen = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => name.trim() === wanted.trim())
  if (chosen !== undefined) return chosen
  // A sheet may bear the name of a subject: of those that are there none is quoted.
  const nearest = nearestName(wanted, names)
  const meant =
    nearest === null ? told`` : told`; the nearest is ${toldPlace('sheet', names.indexOf(nearest) + 1, names.length)}`
  throw new Unreadable(
    told`the workbook has no sheet '${toldLiteral(wanted, literalsOf(file))}' among its ${names.length}${meant}`,
    `its sheets are ${names.map(name => `'${shownName(name)}'`).join(', ')}`,
  )
}

// The mapping's own name; else its place, as a sheet may bear the name of a subject.
const knownSheet = (file: ExportFile, { index }: SheetInfo, sheets: number): Told =>
  file.sheet === undefined ? told`${index + 1} of ${sheets}` : toldLiteral(file.sheet, literalsOf(file))

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
