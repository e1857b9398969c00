import ExcelJS from 'exceljs'
import { reportContext } from '../../reports/report-context.js'
import type { ReportInput } from '../../reports/report-input.js'
import { renderWorkbook } from '../../reports/render/render-workbook.js'

/** A cell as a person finds it: by the names over it and beside it. */
export interface FoundCell {
  readonly sheet: string
  /** The caption of its table, or none. */
  readonly table: string
  /** The section that its row stands in, or none. */
  readonly section: string
  /** The names at the left of its row, those above it where they are not repeated. */
  readonly row: readonly string[]
  readonly group: string
  readonly column: string
  readonly value: string | number
  readonly format: string
}

const textOf = (cell: ExcelJS.Cell): string => (cell.isMerged ? cell.master.text : cell.text).trim()

const isHeader = (cell: ExcelJS.Cell): boolean =>
  cell.fill.type === 'pattern' && cell.fill.pattern === 'solid' && cell.font.bold === true

const isHeaderRow = (row: ExcelJS.Row): boolean => isHeader(row.getCell(1)) || isHeader(row.getCell(2))

// A caption is bold, one point larger than the cells; a section is bold and spans the table.
const isCaption = (cell: ExcelJS.Cell): boolean => cell.font.bold === true && cell.font.size === 11
const isSection = (row: ExcelJS.Row): boolean =>
  row.getCell(1).isMerged && row.getCell(2).isMerged && row.getCell(1).font.bold === true

const cellsOf = (sheet: ExcelJS.Worksheet, labelColumns: (table: string) => number): readonly FoundCell[] => {
  const found: FoundCell[] = []
  let table = ''
  let section = ''
  let headers: ExcelJS.Row[] = []
  let labels: string[] = []
  let inHeader = false
  sheet.eachRow(row => {
    if (isCaption(row.getCell(1))) {
      table = textOf(row.getCell(1))
      headers = []
      inHeader = false
      return
    }
    if (isHeaderRow(row)) {
      if (!inHeader) headers = []
      headers.push(row)
      inHeader = true
      section = ''
      labels = []
      return
    }
    inHeader = false
    if (headers.length === 0) return
    if (isSection(row)) {
      section = textOf(row.getCell(1))
      return
    }
    // A note spans the sheet.
    if (row.getCell(1).isMerged) return
    const many = labelColumns(table)
    labels = Array.from({ length: many }, (_, index) => textOf(row.getCell(index + 1)) || (labels[index] ?? ''))
    row.eachCell((cell, column) => {
      if (column <= many || cell.value === null || cell.value === undefined) return
      found.push({
        sheet: sheet.name,
        table,
        section,
        row: labels,
        group: headers.length > 1 && headers[0] !== undefined ? textOf(headers[0].getCell(column)) : '',
        column: headers.length === 0 ? '' : textOf((headers.at(-1) as ExcelJS.Row).getCell(column)),
        value: typeof cell.value === 'number' ? cell.value : cell.text,
        format: cell.style.numFmt ?? '',
      })
    })
  })
  return found
}

/** Every cell of a report's workbook with the names that lead to it. */
export const readAsPeopleDo = async (input: ReportInput): Promise<readonly FoundCell[]> => {
  const book = new ExcelJS.Workbook()
  const bytes = await renderWorkbook(reportContext(input), new Map())
  await book.xlsx.load(bytes.buffer as ArrayBuffer)
  return book.worksheets.flatMap(sheet => cellsOf(sheet, () => (sheet.name === 'Table 1' ? 2 : 1)))
}
