import type { ExportRow } from '../sql/batches.js'
import { addedByFile, type FatesOfFiles } from '../words/row-fates.js'

/** What became of all rows of a batch's files: those that ended at the door, and those that passed it. */
export const fatesOfBatch = (
  receipts: readonly Pick<ExportRow, 'file_id' | 'fates'>[],
  passed: FatesOfFiles,
): FatesOfFiles =>
  addedByFile(
    receipts.flatMap(({ file_id: fileId, fates }) =>
      fates === null ? [] : [[fileId, fates] as const, [fileId, passed[fileId] ?? {}] as const],
    ),
  )
