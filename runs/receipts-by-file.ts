import type { ReportedExport } from '../reports/report-input.js'
import type { ExportRow } from '../sql/batches.js'
import { addedByFile, type FateCounts } from '../words/row-fates.js'
import { retold, told, toldId } from '../words/told.js'

type Receipt = ReportedExport & { readonly rows: number }

const together = (one: FateCounts | null, other: FateCounts | null): FateCounts | null =>
  one === null || other === null
    ? null
    : (addedByFile([
        ['', one],
        ['', other],
      ])[''] ?? {})

/**
 * The receipts of a batch, one per file: a workbook whose sheets are read apart is one export. A sheet that is read for several
 * files of the mapping has an account of all its rows for each, and a line for each: their sum would be no number of its rows.
 */
export const receiptsByFile = (receipts: readonly ExportRow[]): readonly Receipt[] => {
  const files = new Map<string, Receipt>()
  const read = new Set<string>()
  for (const { file_id, file_name, export_id: sha256, bytes, rows, fates, blank_rows, sheets } of receipts) {
    const shown = retold(file_name)
    const isRead = sheets.some(sheet => read.has(`${shown} ${sha256} ${sheet}`))
    for (const sheet of sheets) read.add(`${shown} ${sha256} ${sheet}`)
    const file = isRead ? told`${shown}, read again as '${toldId(file_id)}'` : shown
    const before = files.get(`${file} ${sha256}`) ?? { rows: 0, fates: {}, blankRows: 0 }
    files.set(`${file} ${sha256}`, {
      ...{ file, sha256, bytes, rows: rows + before.rows },
      fates: together(before.fates, fates),
      blankRows: before.blankRows === null || blank_rows === null ? null : before.blankRows + blank_rows,
    })
  }
  return [...files.values()]
}
