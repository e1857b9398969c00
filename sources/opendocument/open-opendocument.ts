import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { FieldMeaning } from '../columns/column-builder.js'
import type { OpenTable, ReadRows } from '../columns/read-rows.js'
import { TableBuilder } from '../columns/table-builder.js'
import { Unreadable } from '../errors.js'
import { headerRows, joinHeader } from '../join-header.js'
import { mostSheetRows } from '../table-bounds.js'
import { mostTopRows } from '../top-rows.js'
import { type Told, told } from '../../words/told.js'
import { chooseSheet, knownSheet, type NamedSheet } from '../workbook/choose-sheet.js'
import { checkPieces } from '../workbook/check-archive.js'
import { partText } from '../workbook/part-content.js'
import { partPieces } from '../workbook/part-pieces.js'
import { type ZipPart, zipParts } from '../workbook/zip-directory.js'
import { odsCell } from './ods-cell.js'
import { type OdsCell, type OdsTaker, sheetCells } from './sheet-cells.js'
import { XmlTokens } from './xml-tokens.js'

const contentOf = (bytes: Uint8Array): ZipPart => {
  const parts = zipParts(bytes)
  const manifest = parts.find(({ name }) => name === 'META-INF/manifest.xml')
  if (manifest !== undefined && partText(bytes, manifest).includes('encryption-data')) {
    throw new Unreadable(told`it is protected by a password`)
  }
  const content = parts.find(({ name }) => name === 'content.xml')
  if (content === undefined)
    throw new Unreadable(told`the part with its sheets is missing: it is damaged; save it anew, or ask for it again`)
  return content
}

const goOver = async (bytes: Uint8Array, part: ZipPart, taker: OdsTaker): Promise<void> => {
  const tokens = new XmlTokens(sheetCells(taker))
  const check = checkPieces()
  for await (const piece of partPieces(bytes, part)) {
    check(piece)
    if (!tokens.take(piece)) return
  }
  tokens.end()
}

/** The sheets of an OpenDocument spreadsheet; going over all of it holds it to its checksum. */
export const sheetsOf = async (bytes: Uint8Array): Promise<readonly NamedSheet[]> => {
  const sheets: NamedSheet[] = []
  await goOver(bytes, contentOf(bytes), {
    sheet: (index, name, hidden) => sheets.push({ index, name, hidden }) > 0,
    cell: () => true,
    endRow: () => true,
  })
  return sheets
}

// A cell is looked up by all that its meaning depends on; that of a plain text is its text.
const [textTag, otherTag] = [0, 1]

const meaning: FieldMeaning = {
  textTag,
  make: (written, tag) => ({
    cell: odsCell(
      tag === textTag
        ? { type: 'string', value: '', text: written, formula: '', covered: false }
        : (JSON.parse(written) as OdsCell),
    ),
    formula: false,
  }),
}

// Only one sheet's cells, by the place of the sheet.
const ofSheet = (index: number, taker: Omit<OdsTaker, 'sheet'>): OdsTaker => {
  let own = false
  return {
    sheet: at => {
      own = at === index
      return at <= index
    },
    cell: (...cell) => !own || taker.cell(...cell),
    endRow: (...row) => !own || taker.endRow(...row),
  }
}

const headOf = async (bytes: Uint8Array, part: ZipPart, index: number, enough: number): Promise<string[][]> => {
  const texts: string[][] = []
  // The text of a merged cell stands over all that it covers.
  const over = new Map<string, string>()
  const put = (row: number, column: number, text: string): void => {
    while (texts.length <= row) texts.push([])
    const own = texts[row]!
    while (own.length < column) own.push('')
    own[column] = text
  }
  await goOver(
    bytes,
    part,
    ofSheet(index, {
      cell: (row, column, { text, covered }, times, [columns, rows]) => {
        for (let right = 0; right < times; right += 1) {
          put(row, column + right, covered ? (over.get(`${row},${column + right}`) ?? '') : text)
        }
        for (let below = 0; below < Math.min(rows, enough); below += 1) {
          for (let right = 0; right < columns; right += 1) over.set(`${row + below},${column + right}`, text)
        }
        return true
      },
      endRow: (row, times) => row + times < enough,
    }),
  )
  const width = Math.max(0, ...texts.map(row => row.length))
  return texts.map(row => Array.from({ length: width }, (_, column) => row[column] ?? ''))
}

// No table of subjects has as many equal rows one below the other.
const mostEqualRows = 10_000

/** Where the rows of a sheet are read to. */
interface Layout {
  readonly index: number
  readonly width: number
  readonly headerRow: number
}

const rowsOf = async (bytes: Uint8Array, part: ZipPart, { index, width, headerRow }: Layout) => {
  const builder = new TableBuilder(width, meaning)
  let [filled, hiddenRows] = [false, 0]
  let cells: { readonly column: number; readonly bytes: Buffer; readonly tag: number }[] = []
  await goOver(
    bytes,
    part,
    ofSheet(index, {
      cell: (row, column, cell, times) => {
        if (row < headerRow) return true
        // A covered cell alone makes no row.
        if (!cell.covered) filled = true
        const isText = cell.type === 'string' && cell.formula === '' && !cell.covered
        const written = Buffer.from(isText ? cell.text : JSON.stringify(cell))
        for (let at = column; at < Math.min(width, column + times); at += 1) {
          cells.push({ column: at, bytes: written, tag: isText ? textTag : otherTag })
        }
        return true
      },
      endRow: (row, times, hidden) => {
        if (filled) {
          if (times > mostEqualRows || row + times > mostSheetRows) {
            throw new Unreadable(told`it has ${times} equal rows one below the other, as no table of subjects has`)
          }
          if (hidden) hiddenRows += times
          for (let at = row; at < row + times; at += 1) {
            for (const column of builder.columns) column.codes[builder.filled] = 0
            for (const { column, bytes: own, tag } of cells) {
              const into = builder.columns[column]!
              into.codes[builder.filled] = into.codeOf(builder.fieldsIn(own), 0, own.length, tag)
            }
            builder.endRow(at + 1)
          }
        }
        filled = false
        cells = []
        return true
      },
    }),
  )
  return { ...builder.end(), hiddenRows }
}

const notesOf = (sheets: number, named: boolean, hidden: boolean, hiddenRows: number): readonly Told[] => [
  ...(!named && sheets > 1 ? [told`read the first of ${sheets} sheets: name the sheet in the mapping`] : []),
  ...(hidden ? [told`the sheet is hidden; it was read`] : []),
  ...(hiddenRows > 0 ? [told`${hiddenRows} hidden rows were read`] : []),
]

/** Opens one sheet of an OpenDocument spreadsheet as a table, as `openWorkbook` does. */
export const openOpenDocument = async (bytes: Uint8Array, file: ExportFile): Promise<OpenTable> => {
  if (file.rowIs !== undefined) {
    throw new Unreadable(told`rows that are sheets or columns are read of .xlsx only: save it as .xlsx`)
  }
  const part = contentOf(bytes)
  const sheets = await sheetsOf(bytes)
  const info = chooseSheet(sheets, file)
  const numbers = headerRows(file.header)
  const headerRow = Math.max(...numbers)
  const top = await headOf(bytes, part, info.index, Math.max(mostTopRows, headerRow))
  const header = joinHeader(numbers.map(number => top[number - 1] ?? []))
  return {
    sheet: knownSheet(file, info, sheets.length),
    header,
    top: top.slice(0, mostTopRows),
    ...(file.sheet === undefined && sheets.length > 1 ? { sheets: sheets.length } : {}),
    read: async (): Promise<ReadRows> => {
      const layout = { index: info.index, width: header.length, headerRow }
      const { hiddenRows, ...rows } = await rowsOf(bytes, part, layout)
      const notes = notesOf(sheets.length, file.sheet !== undefined, info.hidden, hiddenRows)
      return { ...rows, notes, issues: [], ragged: [] }
    },
  }
}
