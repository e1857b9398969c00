import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { passDoor } from '../harmonize/door.js'
import { identityKey } from '../harmonize/identity-key.js'
import { deliveredParts } from '../protocol/mapping-blocks.js'
import { resolvedHash } from '../protocol/resolved-hash.js'
import { type ReadExport, readSite } from '../sources/read-site.js'
import { insertBatch, selectBatch } from '../sql/batches.js'
import { json } from '../sql/json.js'
import { writeStage } from '../sql/stages.js'
import type { BatchOfSite, SiteOfRun } from './contract.js'
import type { Dependencies } from './dependencies.js'
import { type RunContext, readRun } from './run-context.js'
import { StudyChangedDuringRun } from './run-errors.js'

const batchIdOf = (
  { run, study }: RunContext,
  site: string,
  mappingHash: string,
  fingerprint: string,
  exports: readonly ReadExport[],
): string => {
  const received = exports
    .flatMap(({ receipt, tables }) => tables.map(({ fileId }) => [fileId, receipt.file, receipt.sha256]))
    .sort()
  const parts = [
    study.study,
    site,
    mappingHash,
    run.code_version,
    fingerprint,
    resolvedHash([study.tests, study.time]),
    received,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
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
  if (mapping === undefined) throw new StudyChangedDuringRun(`the run's protocol has no site ${site}`)
  const key = identityKey(environment, study.data)
  const exports = await readSite(join(run.exports_folder, site), mapping)
  const mappingHash = resolvedHash(mapping)
  const batchId = batchIdOf(context, site, mappingHash, key.fingerprint, exports)
  const reference = { runId, site, batchId }
  if ((await selectBatch(store.database, batchId)) !== undefined) {
    await writeStage(store, runId, `ingest/${site}`, started, clock, () => Promise.resolve(0))
    return reference
  }
  const tables = exports.flatMap(({ file, tables: read }) => read.map(({ fileId, table }) => ({ fileId, file, table })))
  const passed = passDoor({ study: study.study, mapping, key, tables })
  const at = clock().toISOString()
  const receipts = exports.flatMap(({ receipt, tables: read }) =>
    read.map(({ fileId, table }) => ({
      export_id: receipt.sha256,
      study: study.study,
      site,
      file_id: fileId,
      file_name: receipt.file,
      bytes: receipt.bytes,
      rows: table.rows.length,
      encoding: receipt.encoding ?? '-',
      sheets: json([table.sheet]),
      notes: json(table.notes),
      received_at: at,
    })),
  )
  const records = passed.files.flatMap(({ fileId, records: kept }) => kept.map(record => ({ fileId, ...record })))
  await writeStage(store, runId, `ingest/${site}`, started, clock, async transaction => {
    await insertBatch(transaction, {
      batch: {
        batch_id: batchId,
        study: study.study,
        site,
        mapping_hash: mappingHash,
        code_version: run.code_version,
        key_fingerprint: key.fingerprint,
        data_date: null,
        delivered: json(deliveredParts(mapping)),
        notes: json(passed.notes),
        ingested_at: at,
      },
      exports: receipts,
      records,
      issues: passed.issues,
    })
    return records.length
  })
  return reference
}
