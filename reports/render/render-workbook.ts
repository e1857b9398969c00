import ExcelJS from 'exceljs'
import { bannerLines } from '../words/banner.js'
import { packWorkbook } from './render-packed-workbook.js'
import { drawSheet } from './render-sheet.js'
import type { ReportContext } from '../report-context.js'
import { allSheets } from '../sheets/all-sheets.js'

/** The workbook's bytes; the same input gives the same bytes, because times within the file are the run's. */
export const renderWorkbook = async (
  context: ReportContext,
  images: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array> => {
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
  return packWorkbook(new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: 'STORE' } })))
}
