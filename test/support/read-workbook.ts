import type { ExportFile } from '../../protocol/language/site.js'
import type { SourceRow } from '../../sources/source-record.js'
import { openWorkbook } from '../../sources/workbook/open-workbook.js'
import { collectedRows, type SourceTable } from './source-table.js'

/** Reads one sheet of a workbook whose archive is checked as a whole table. */
export const readWorkbook = async (bytes: Uint8Array, file: ExportFile): Promise<SourceTable> => {
  const { sheet, header, top, sheets, batches } = await openWorkbook(bytes, file)
  const rows: SourceRow[] = []
  const reading = batches()
  for (;;) {
    const next = await reading.next()
    if (next.done === true) {
      return {
        sheet,
        header,
        rows,
        notes: next.value.notes,
        issues: [],
        top,
        ...(sheets === undefined ? {} : { sheets }),
      }
    }
    rows.push(...collectedRows(next.value))
  }
}
