import ExcelJS from 'exceljs'
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { bannerLines } from './banner.js'
import { drawSheet } from './render-sheet.js'
import type { ReportContext } from './report-context.js'
import { allSheets } from './sheets/all-sheets.js'

/** The workbook's bytes; the same input gives the same bytes, because times within the file are the run's. */
export const renderWorkbook = async (context: ReportContext, images: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> => {
  const { run, study } = context.input
  const started = new Date(run.startedAt)
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Cohortium'
  workbook.lastModifiedBy = 'Cohortium'
  workbook.created = started
  workbook.modified = started
  workbook.title = `${study.study} ${run.id}`
  workbook.description = bannerLines(context.banner).join(' | ')
  for (const plan of allSheets(context)) drawSheet(workbook, plan, context, images)
  return packAgain(new Uint8Array(await workbook.xlsx.writeBuffer()))
}

// The library stamps every part with the time of writing; MS-DOS time cannot be earlier than 1980.
const packAgain = (bytes: Uint8Array): Uint8Array => {
  const fixed = new Date(1980, 0, 1)
  const parts: Zippable = {}
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    parts[name] = [name === 'xl/styles.xml' ? withDefaultFont(content) : content, { mtime: fixed, level: name.endsWith('.png') ? 0 : 6 }]
  }
  return zipSync(parts)
}

// Column widths count in noughts of the default font; where the library's own is not installed they come out a quarter wider.
const withDefaultFont = (styles: Uint8Array): Uint8Array => strToU8(strFromU8(styles)
  .replace('<font><color theme="1"/><family val="2"/><scheme val="minor"/><sz val="11"/><name val="Calibri"/></font>', defaultFont))

const defaultFont = '<font><sz val="10"/><name val="Arial"/><family val="2"/></font>'
