import { readXlsx, type Sheet } from 'hucre/xlsx'
import { nearestName } from '../../protocol/load/nearest.js'
import type { ExportFile } from '../../protocol/language/site.js'
import { shownName, Unreadable } from '../errors.js'
import { headerRows, joinHeader } from '../join-header.js'
import { coveredCells } from './merged-cells.js'
import { faultyCell } from '../received-cell.js'
import { sheetFormats, type SheetFormats } from './sheet-formats.js'
import type { Cell, SourceRow, SourceTable } from '../source-record.js'
import { topRows } from '../top-rows.js'
import { workbookCell } from './workbook-cell.js'
import { literalsOf, type Told, told, toldId, toldLiteral, toldPlace } from '../../words/told.js'

interface SheetInfo {
  readonly index: number
  readonly name: string
  readonly hidden: boolean
}

const parsed = async <T>(reading: Promise<T>): Promise<T> => {
  try {
    return await reading
  } catch (error) {
    // The parser's own message may quote a cell.
    throw new Unreadable(
      told`the workbook cannot be parsed (${toldId(error instanceof Error ? error.name : 'unknown')})`,
    )
  }
}

const sheetsOf = async (bytes: Uint8Array): Promise<readonly SheetInfo[]> => {
  const found: SheetInfo[] = []
  await parsed(
    readXlsx(bytes, {
      sheets: info => {
        found.push({ index: found.length, name: info.name, hidden: info.hidden === true || info.veryHidden === true })
        return false
      },
    }),
  )
  return found
}

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

type Covered = ReadonlyMap<string, readonly [number, number]>

const textOf = (sheet: Sheet, row: number, column: number): string => {
  const value = sheet.rows[row]?.[column] ?? null
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '')
}

const headerOf = (sheet: Sheet, numbers: readonly number[], covered: Covered): readonly string[] => {
  const text = (row: number, column: number): string =>
    textOf(sheet, ...(covered.get(`${row},${column}`) ?? ([row, column] as const)))
  const width = sheet.rows[0]?.length ?? 0
  return joinHeader(numbers.map(number => Array.from({ length: width }, (_, column) => text(number - 1, column))))
}

interface Layout {
  readonly sheet: Sheet
  readonly width: number
  readonly covered: Covered
  readonly formats: SheetFormats
  readonly epoch: 1900 | 1904
}

const rowsOf = ({ sheet, width, covered, formats, epoch }: Layout, first: number): readonly SourceRow[] => {
  const merged = covered.size > 0
  const rows: SourceRow[] = []
  for (let row = first; row < sheet.rows.length; row += 1) {
    const values = sheet.rows[row] ?? []
    if (values.every(value => value === null || value === '') && !hasDetail(sheet, row, width)) continue
    const cells: Cell[] = []
    for (let column = 0; column < width; column += 1) {
      const key = `${row},${column}`
      cells.push(
        merged && covered.has(key)
          ? faultyCell(told`below or right of a merged cell`)
          : workbookCell(values[column] ?? null, { detail: sheet.cells?.get(key), format: formats.get(key), epoch }),
      )
    }
    rows.push({ row: row + 1, cells })
  }
  return rows
}

// A row of formulas without results is all nulls, yet it is a row.
const hasDetail = (sheet: Sheet, row: number, width: number): boolean =>
  sheet.cells !== undefined &&
  Array.from({ length: width }, (_, column) => sheet.cells?.has(`${row},${column}`)).includes(true)

const notesOf = (
  info: SheetInfo,
  sheets: readonly SheetInfo[],
  wanted: string | undefined,
  sheet: Sheet,
): readonly Told[] => {
  const hiddenRows = [...(sheet.rowDefs?.values() ?? [])].filter(({ hidden }) => hidden === true).length
  return [
    ...(wanted === undefined && sheets.length > 1
      ? [told`read the first of ${sheets.length} sheets: name the sheet in the mapping`]
      : []),
    ...(info.hidden ? [told`the sheet is hidden; it was read`] : []),
    ...(hiddenRows > 0 ? [told`${hiddenRows} hidden rows were read`] : []),
  ]
}

/**
 * Reads one sheet of a workbook whose archive is checked: header rows joined, merged header cells filled, days as
 * calendar days.
 */
export const readWorkbook = async (bytes: Uint8Array, file: ExportFile): Promise<SourceTable> => {
  const sheets = await sheetsOf(bytes)
  const info = chooseSheet(sheets, file)
  const formats = sheetFormats(bytes, info.index)
  const workbook = await parsed(readXlsx(bytes, { sheets: [info.name] }))
  const sheet = workbook.sheets[0]
  if (sheet === undefined)
    throw new Unreadable(told`the ${toldPlace('sheet', info.index + 1, sheets.length)} cannot be read`)
  const epoch = workbook.dateSystem === '1904' ? 1904 : 1900
  const numbers = headerRows(file.header)
  const columns = sheet.rows[0]?.length ?? 0
  const covered = coveredCells(sheet.merges ?? [], sheet.rows.length, columns)
  const header = headerOf(sheet, numbers, covered)
  const layout = { sheet, width: header.length, covered, formats, epoch } as const
  const rows = rowsOf(layout, Math.max(...numbers))
  const epochNote = epoch === 1904 ? [told`the workbook counts its days from 1904`] : []
  const notes = [...notesOf(info, sheets, file.sheet, sheet), ...epochNote]
  const top = topRows(Array.from(sheet.rows.keys()), row =>
    Array.from({ length: columns }, (_, column) => textOf(sheet, row, column)),
  )
  const many = file.sheet === undefined && sheets.length > 1 ? { sheets: sheets.length } : {}
  return { sheet: knownSheet(file, info, sheets.length), header, rows, notes, issues: [], top, ...many }
}
