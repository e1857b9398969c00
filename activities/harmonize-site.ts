import { harmonizeSite as harmonize } from '../harmonize/harmonize-site.js'
import type { DoorExport } from '../harmonize/harmonize-block.js'
import { harmonizedBy } from '../protocol/harmonized-by.js'
import { type ExportRow, selectBatch, selectBatchExports, selectRecords, type StoredRecord } from '../sql/batches.js'
import { registerSubjects } from '../sql/identities.js'
import { replaceHarmonized } from '../sql/shared-rows.js'
import { writeStage } from '../sql/stages.js'
import { catalogue } from './assemble-subjects.js'
import type { BatchOfSite } from './contract.js'
import type { Dependencies } from './dependencies.js'
import { readRun } from './run-context.js'

const doorExports = (exports: readonly ExportRow[], records: readonly StoredRecord[]): readonly DoorExport[] =>
  exports.map(receipt => ({
    fileId: receipt.file_id,
    exportId: receipt.export_id,
    file: receipt.file_name,
    // Cells are stored as the door handed them over.
    records: records.filter(record => record.fileId === receipt.file_id) as unknown as DoorExport['records'],
  }))

const latestReceipt = (receipts: readonly ExportRow[]): string | null =>
  receipts.reduce<string | null>((latest, { received_on: day }) => {
    return day !== null && (latest === null || day > latest) ? day : latest
  }, null)

/** Harmonizes a site's batch onto the shared schema; a batch that an earlier run harmonized is left as it is. */
export const harmonizeSite = async (
  dependencies: Dependencies,
  { runId, site, batchId }: BatchOfSite,
): Promise<void> => {
  const { store, clock } = dependencies
  const started = clock().getTime()
  const { run, study, mappings } = await readRun(dependencies, runId)
  const mapping = mappings[site]
  const batch = await selectBatch(store.database, batchId)
  if (mapping === undefined || batch === undefined) throw new Error(`no batch ${batchId} of site ${site}`)
  if (batch.harmonized_at !== null) {
    await writeStage(store, runId, `harmonize/${site}`, started, clock, () => Promise.resolve(0))
    return
  }
  const receipts = await selectBatchExports(store.database, batchId)
  const exports = doorExports(receipts, await selectRecords(store.database, batchId))
  const receivedOn = study.time === 'dates' ? latestReceipt(receipts) : null
  const harmonized = harmonize({ study: harmonizedBy(study), mapping, exports, receivedOn })
  const subjects = harmonized.subjects.map(({ subjectKey, linkKey }) => ({
    subjectKey,
    linkKey,
    heldBecause: harmonized.held[subjectKey] ?? null,
  }))
  await writeStage(store, runId, `harmonize/${site}`, started, clock, async transaction => {
    await registerSubjects(transaction, run.study, site, harmonized.subjects)
    const proposals = harmonized.proposals.map(proposal => JSON.stringify(proposal))
    await replaceHarmonized(
      transaction,
      catalogue,
      batchId,
      {
        rows: harmonized.rows,
        issues: harmonized.issues,
        notes: [...harmonized.notes, ...proposals],
        dataDate: harmonized.dataDate,
        subjects,
      },
      clock().toISOString(),
    )
    return harmonized.rows.length
  })
}
