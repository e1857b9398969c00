import { join } from 'node:path'
import { Context } from '@temporalio/activity'
import { studyKey } from '../harmonize/door/ids/identity-key.js'
import { codelessWords } from '../protocol/facts/codeless-words.js'
import { shareOf } from '../protocol/facts/harmonized-by.js'
import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import { resolvedHash } from '../protocol/load/resolved-hash.js'
import type { ReceivedExport } from '../reading/reader-messages.js'
import { bytesIn } from '../reading/bytes-in.js'
import { boundsFor } from '../reading/reading-bounds.js'
import { readSiteApart } from '../reading/read-site-apart.js'
import { insertBatch, selectBatch, selectFirstReceipt } from '../sql/batches.js'
import { json } from '../sql/json.js'
import { writeStage } from '../sql/stages.js'
import { batchIdOf, type ReceivedFile } from '../runs/batch-id.js'
import type { BatchOfSite, SiteOfRun } from '../runs/contract.js'
import { intakeVersion } from '../stages/code-version.js'
import type { Dependencies } from '../stages/dependencies.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { StudyChangedDuringRun } from '../stages/run-errors.js'
import { expectLong } from '../stages/work-long.js'
import { settlingOf } from '../runs/wait-for-exports.js'
import { settingsHash } from '../runs/run-inputs.js'
import { studyDay } from '../runs/study-day.js'
import { told, toldId } from '../words/told.js'
import { markOfSite } from '../words/stages.js'

const receive = async (
  { store }: Dependencies,
  { run, study }: RunContext,
  site: string,
  exports: readonly ReceivedExport[],
): Promise<readonly ReceivedFile[]> => {
  const tables = exports.flatMap(({ receipt, tables: read }) => read.map(({ fileId }) => ({ fileId, receipt })))
  return Promise.all(
    tables.map(async ({ fileId, receipt: { file, sha256 } }) => {
      const first = await selectFirstReceipt(store.database, { study: study.study, site, fileId, exportId: sha256 })
      return { fileId, file, sha256, receivedOn: studyDay(new Date(first ?? run.started_at), study.timeZone) }
    }),
  )
}

/**
 * Receives a site's exports: reads them, takes their receipts, drops or replaces direct identifiers at the door, and stores
 * the rest as a batch known by its content. Equal exports make the equal batch, which is stored once.
 */
export const ingestSite = async (dependencies: Dependencies, { runId, site }: SiteOfRun): Promise<BatchOfSite> => {
  const { store, clock, environment } = dependencies
  const started = clock().getTime()
  const context = await readRun(dependencies, runId)
  const { run, study } = context
  const mapping = context.mappings[site]
  if (mapping === undefined) throw new StudyChangedDuringRun(told`the run's protocol has no site ${toldId(site)}`)
  const key = studyKey(environment, study, run.key_check)
  const codeless = codelessWords(study, mapping)
  const folder = join(run.exports_folder, site)
  const bytes = await bytesIn(folder)
  expectLong(dependencies, bytes)
  const { exports, passed } = await (dependencies.readSite ?? readSiteApart)(
    { folder, study: study.study, mapping, key, share: shareOf(study), codeless },
    {
      bounds: dependencies.readingBounds ?? boundsFor(bytes),
      settling: settlingOf(dependencies, run, study, site),
      wants: async found => {
        const batch = batchIdOf(context, mapping, await receive(dependencies, context, site, found))
        return (await selectBatch(store.database, batch)) === undefined
      },
      cancelled: Context.current().cancelled,
    },
  )
  const received = await receive(dependencies, context, site, exports)
  const batchId = batchIdOf(context, mapping, received)
  const reference = { runId, site, batchId }
  if (passed === null) {
    await writeStage(store, runId, markOfSite('ingestSite', site), started, clock, () => Promise.resolve(0))
    return reference
  }
  const receipts = exports.flatMap(({ receipt, tables }) =>
    tables.map(({ fileId, rows, sheet, notes }) => ({
      export_id: receipt.sha256,
      study: study.study,
      site,
      file_id: fileId,
      file_name: receipt.file,
      bytes: receipt.bytes,
      rows,
      encoding: receipt.encoding ?? '-',
      sheets: json([sheet]),
      notes: json(notes),
      received_on: received.find(one => one.fileId === fileId)?.receivedOn ?? null,
      fates: json(passed.fates[fileId] ?? {}),
      // The day of the run, so that an attempt after midnight receives on the day that the batch is known by.
      received_at: run.started_at,
    })),
  )
  await writeStage(store, runId, markOfSite('ingestSite', site), started, clock, async transaction => {
    await insertBatch(transaction, {
      batch: {
        batch_id: batchId,
        study: study.study,
        site,
        mapping_hash: resolvedHash(mapping),
        settings_hash: settingsHash(study),
        code_version: intakeVersion(),
        key_check: run.key_check,
        data_date: null,
        delivered: json(deliveredParts(mapping)),
        notes: json(passed.notes),
        findings: json(passed.findings),
        ingested_at: clock().toISOString(),
      },
      mapping,
      exports: receipts,
      received: passed.received,
      issues: passed.issues,
    })
    return passed.received.tables.reduce((rows, { count }) => rows + count, 0)
  })
  return reference
}
