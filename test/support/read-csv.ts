import type { ExportFile } from '../../protocol/language/site.js'
import { passOver, pieceBytes, piecesOf } from '../../sources/batches/pass.js'
import { csvBatches } from '../../sources/csv/csv-batches.js'
import { csvPlan } from '../../sources/csv/csv-plan.js'
import type { SourceRow } from '../../sources/source-record.js'
import { told } from '../../words/told.js'
import { collectedRows, type SourceTable } from './source-table.js'

/**
 * Reads a text export that is in memory as a whole table: bad bytes refuse the file, rows of another length or with stray
 * quotes are issues, and a file without one readable row is refused.
 */
export const readCsv = (bytes: Uint8Array, file: ExportFile, piece = pieceBytes): SourceTable => {
  const plan = passOver(csvPlan(file), bytes, piece)
  const pass = csvBatches(plan, undefined, Infinity)
  const rows: SourceRow[] = []
  const collect = (): void => {
    for (const batch of pass.ready()) rows.push(...collectedRows(batch))
  }
  for (const one of piecesOf(bytes, piece)) {
    pass.take(one)
    collect()
  }
  pass.end()
  collect()
  const { notes, issues, ragged } = pass.found()
  const { header, encoding, top } = plan
  return { sheet: told`-`, header, rows, notes, issues, ragged, encoding, top }
}
