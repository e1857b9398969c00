import ExcelJS from 'exceljs'
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { dayNumber } from './days.js'

/** A cell of a sheet: a text, a number, a typed day, or nothing. */
export type SheetCell = string | number | { readonly day: string } | null

/** One sheet: a title over everything, a header of two rows with merged groups, and the rows below. */
export interface SheetPlan {
  readonly name: string
  readonly title: string
  /** Columns as group and label; a column without a group spans both header rows. */
  readonly columns: readonly (readonly [group: string, label: string])[]
  readonly rows: readonly (readonly SheetCell[])[]
}

const firstZipDay = new Date('1980-01-01T00:00:00')
const made = new Date('2024-03-31T08:00:00Z')

// Excel's day 25569 is 1970-01-01.
const excelEpoch = 25569

/** The number that Excel keeps for a day in the 1900 system. */
export const excelSerial = (date: string): number => dayNumber(date) + excelEpoch

const writeHeader = (sheet: ExcelJS.Worksheet, plan: SheetPlan): void => {
  sheet.getCell(1, 1).value = plan.title
  sheet.mergeCells(1, 1, 1, plan.columns.length)
  let start = 0
  plan.columns.forEach(([group, label], place) => {
    const next = plan.columns[place + 1]?.[0]
    if (group === '') {
      sheet.getCell(2, place + 1).value = label
      sheet.mergeCells(2, place + 1, 3, place + 1)
      start = place + 1
      return
    }
    sheet.getCell(3, place + 1).value = label
    if (group === next) return
    sheet.getCell(2, start + 1).value = group
    if (place > start) sheet.mergeCells(2, start + 1, 2, place + 1)
    start = place + 1
  })
}

const writeRows = (sheet: ExcelJS.Worksheet, plan: SheetPlan): void => {
  plan.rows.forEach((row, order) => {
    row.forEach((cell, place) => {
      if (cell === null) return
      const target = sheet.getCell(order + 4, place + 1)
      if (typeof cell !== 'object') {
        target.value = cell
        return
      }
      target.value = excelSerial(cell.day)
      target.numFmt = 'yyyy/m/d'
    })
  })
}

/** A workbook's bytes, the same each time: parts in a fixed order with fixed times. */
export const workbookBytes = async (sheets: readonly SheetPlan[]): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '合成数据'
  workbook.lastModifiedBy = '合成数据'
  workbook.created = made
  workbook.modified = made
  for (const plan of sheets) {
    const sheet = workbook.addWorksheet(plan.name, { views: [{ state: 'frozen', ySplit: 3 }] })
    writeHeader(sheet, plan)
    writeRows(sheet, plan)
  }
  const parts = unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer()))
  const contentTypes = '[Content_Types].xml'
  const names = Object.keys(parts).sort((one, other) =>
    one === contentTypes ? -1 : other === contentTypes ? 1 : one < other ? -1 : 1,
  )
  const fixed: Zippable = {}
  for (const name of names) fixed[name] = [parts[name] ?? strToU8(''), { mtime: firstZipDay, level: 6 }]
  return zipSync(fixed)
}
