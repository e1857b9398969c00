import { strToU8, type Zippable, zipSync } from 'fflate'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { Cell } from '../cell.js'
import { headerLines, type MadeTable, withHeader } from './made-table.js'
import { titleLine } from './write-text.js'

/** A sheet: its name, and its rows of cells. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const columnName = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + String.fromCharCode(65 + (at % 26))

const isSerial = ({ day, text }: Cell): boolean => day !== undefined && /^\d{5}$/.test(text)
const isPlainNumber = (text: string): boolean => /^-?(0|[1-9]\d{0,13})(\.\d*[1-9])?$/.test(text)

const cellXml = (cell: Cell, row: number, column: number): string => {
  const at = `${columnName(column)}${row}`
  if (cell.text === '') return ''
  if (isSerial(cell)) return `<c r="${at}" s="1"><v>${cell.text}</v></c>`
  if (isPlainNumber(cell.text)) return `<c r="${at}"><v>${cell.text}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell.text)}</t></is></c>`
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const sheetXml = ({ rows }: Sheet): string => {
  const lines = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map((cell, column) => cellXml(cell, at + 1, column)).join('')}</row>`,
  )
  return `${xml}<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`
}

const styles = `${xml}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`

const type = (part: string, kind: string): string =>
  `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`

/** The bytes of a workbook, the same for the same sheets. */
export const workbookBytes = (sheets: readonly Sheet[]): Uint8Array => {
  const names = sheets.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  const links = sheets.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  const types = sheets.map((_, at) => type(`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet'))
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/styles.xml', 'styles')}${types.join('')}</Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packaged}/relationships">${links.join('')}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)])),
  }
  // A time without a zone: archives keep none.
  const options = { mtime: '1980-01-01T00:00:00', level: 6 } as const
  const zipped: Zippable = {}
  for (const [name, text] of Object.entries(parts)) zipped[name] = [strToU8(text), options]
  return zipSync(zipped)
}

const plain = (text: string): Cell => ({ text })

const sheetName = (name: string | undefined, place: number): string =>
  name === undefined ? `Sheet${place}` : name.replaceAll('#', String(place)).replaceAll('*', String(place))

/** The sheets of a table: one, or one for each row where the mapping says so. */
export const sheetsOf = (table: MadeTable, file: ExportFile): readonly Sheet[] => {
  const columns = withHeader(table)
  const cellsOf = (row: MadeTable['rows'][number]): readonly Cell[] =>
    columns.map(([column]) => row.get(column) ?? plain(''))
  if (file.rowIs === 'sheet')
    return table.rows.map((row, at) => ({
      name: sheetName(file.sheet ?? 'Row #', at + 1),
      rows: cellsOf(row).map((cell, place) => [plain(columns[place]?.[1] ?? ''), cell]),
    }))
  if (file.rowIs === 'column')
    return [
      {
        name: sheetName(file.sheet, 1),
        rows: columns.map(([column, name]) => [plain(name), ...table.rows.map(row => row.get(column) ?? plain(''))]),
      },
    ]
  const headers = typeof file.header === 'number' ? [file.header] : file.header
  const above = Array.from({ length: (headers[0] ?? 1) - 1 }, (_, at) => (at === 0 ? [plain(titleLine)] : []))
  const names = headerLines(
    columns.map(([, name]) => name),
    headers.length,
  )
  return [
    {
      name: sheetName(file.sheet, 1),
      rows: [...above, ...names.map(line => line.map(plain)), ...table.rows.map(cellsOf)],
    },
  ]
}
