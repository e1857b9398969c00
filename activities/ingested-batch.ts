import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { PassedSite } from '../reading/passed-site.js'
import type { ReceivedExport } from '../reading/reader-messages.js'
import type { MadeBy, ReceivedFile } from '../runs/batch-id.js'
import type { RunContext } from '../runs/run-context.js'
import type { IngestedBatch } from '../sql/batches.js'
import { json } from '../sql/json.js'

/** What was received of a site, and what of it passed the door. */
export interface ReceivedBatch {
  readonly batchId: string
  /** By which mapping, settings and code it is made. */
  readonly madeBy: MadeBy
  readonly found: readonly ReceivedExport[]
  readonly received: readonly ReceivedFile[]
  readonly passed: PassedSite
  readonly at: Date
}

/** What is stored of a site's exports when they have passed the door. */
export const ingestedBatch = (
  { run, study }: Pick<RunContext, 'run' | 'study'>,
  mapping: SiteMapping,
  { batchId, madeBy, found, received, passed, at }: ReceivedBatch,
): IngestedBatch => {
  const { site } = mapping
  const exports = found.flatMap(({ receipt, tables }) =>
    tables.map(({ fileId, rows, blankRows, sheet, notes, headers }) => ({
      export_id: receipt.sha256,
      study: study.study,
      site,
      file_id: fileId,
      file_name: receipt.file,
      bytes: receipt.bytes,
      rows,
      blank_rows: blankRows,
      headers: json(headers),
      encoding: receipt.encoding ?? '-',
      sheets: json([sheet]),
      notes: json(notes),
      received_on: received.find(one => one.fileId === fileId)?.receivedOn ?? null,
      fates: json(passed.fates[fileId] ?? {}),
      // The day of the run, so that an attempt after midnight receives on the day that the batch is known by.
      received_at: run.started_at,
    })),
  )
  const batch = {
    batch_id: batchId,
    study: study.study,
    site,
    mapping_hash: madeBy.mapping,
    settings_hash: madeBy.settings,
    code_version: madeBy.code,
    key_check: run.key_check,
    data_date: null,
    delivered: json(deliveredParts(mapping)),
    notes: json(passed.notes),
    findings: json(passed.findings),
    ingested_at: at.toISOString(),
  }
  return { batch, mapping: mappingPlan(mapping), exports, received: passed.parts, issues: passed.issues }
}
