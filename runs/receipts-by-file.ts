import type { ReportedExport } from '../reports/report-input.js'
import type { ExportRow } from '../sql/batches.js'
import { retold } from '../words/told.js'

/** The receipts of a batch, one a file: a workbook whose sheets are read apart is one export. */
export const receiptsByFile = (
  receipts: readonly ExportRow[],
): readonly (ReportedExport & { readonly rows: number })[] => {
  const files = new Map<string, ReportedExport & { readonly rows: number }>()
  for (const { file_name, export_id: sha256, bytes, rows } of receipts) {
    const file = retold(file_name)
    files.set(`${file} ${sha256}`, { file, sha256, bytes, rows: rows + (files.get(`${file} ${sha256}`)?.rows ?? 0) })
  }
  return [...files.values()]
}
