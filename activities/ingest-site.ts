import { join } from 'node:path'
import { CancelledFailure, Context } from '@temporalio/activity'
import { studyKey } from '../harmonize/door/ids/identity-key.js'
import { codelessWords } from '../protocol/facts/codeless-words.js'
import { shareOf } from '../protocol/facts/harmonized-by.js'
import { deliveredParts } from '../protocol/facts/mapping-blocks.js'
import { resolvedHash } from '../protocol/load/resolved-hash.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { PassedSite } from '../reading/passed-site.js'
import type { ReceivedExport } from '../reading/reader-messages.js'
import { dayOfFile } from '../reading/day-of-file.js'
import { boundsIn } from '../reading/bounds-in.js'
import { readSiteApart } from '../reading/read-site-apart.js'
import { type IngestedBatch, insertBatch, selectBatch, selectFirstReceipt } from '../sql/batches.js'
import { replaceLookedAt } from '../sql/looked-at.js'
import type { Transaction } from '../sql/connect.js'
import { json } from '../sql/json.js'
import { writeStage } from '../sql/stages.js'
import { batchIdOf, type ReceivedFile } from '../runs/batch-id.js'
import type { BatchOfSite, SiteOfRun } from '../runs/contract.js'
import { intakeVersion } from '../stages/code-version.js'
import type { Dependencies } from '../stages/dependencies.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { StudyChangedDuringRun } from '../stages/run-errors.js'
import { expectStages } from '../stages/work-long.js'
import { WatchedReading } from './unread-site.js'
import { settlingOf } from './wait-for-exports.js'
import { settingsHash } from '../runs/run-inputs.js'
import { studyDay } from '../runs/study-day.js'
import { receivedFile } from '../sources/files-looked-at.js'
import type { LookedAt } from '../words/looked-at.js'
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

/** What was received of a site, and what of it passed the door. */
interface Received {
  readonly batchId: string
  readonly found: readonly ReceivedExport[]
  readonly received: readonly ReceivedFile[]
  readonly passed: PassedSite
  readonly at: Date
}

const batchOf = (
  { run, study }: RunContext,
  mapping: SiteMapping,
  { batchId, found, received, passed, at }: Received,
): IngestedBatch => {
  const { site } = mapping
  const exports = found.flatMap(({ receipt, tables }) =>
    tables.map(({ fileId, rows, blankRows, sheet, notes }) => ({
      export_id: receipt.sha256,
      study: study.study,
      site,
      file_id: fileId,
      file_name: receipt.file,
      bytes: receipt.bytes,
      rows,
      blank_rows: blankRows,
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
    mapping_hash: resolvedHash(mapping),
    settings_hash: settingsHash(study),
    code_version: intakeVersion(),
    key_check: run.key_check,
    data_date: null,
    delivered: json(deliveredParts(mapping)),
    notes: json(passed.notes),
    findings: json(passed.findings),
    ingested_at: at.toISOString(),
  }
  return { batch, mapping, exports, received: passed.parts, issues: passed.issues }
}

const rowsIn = (exports: readonly ReceivedExport[]): number =>
  exports.reduce((sum, { tables }) => sum + tables.reduce((own, { rows }) => own + rows, 0), 0)

const lookedAtOf = (exports: readonly ReceivedExport[]): readonly LookedAt[] =>
  exports.map(({ receipt }) => receivedFile(receipt))

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
  const bounds = dependencies.readingBounds ?? (await boundsIn(folder))
  const write = (rows: (transaction: Transaction) => Promise<number>): Promise<unknown> =>
    writeStage(store, runId, markOfSite('ingestSite', site), started, clock, rows)
  const stored: BatchOfSite[] = []
  const watch = new WatchedReading()
  const exports = await (dependencies.readSite ?? readSiteApart)(
    { folder, study: study.study, mapping, key, share: shareOf(study), codeless },
    {
      bounds,
      settling: settlingOf(dependencies, run, study, site),
      watch,
      wants: async found => {
        const batch = batchIdOf(context, mapping, await receive(dependencies, context, site, found))
        const wanted = (await selectBatch(store.database, batch)) === undefined
        // New rows make a new report.
        if (wanted) expectStages(dependencies, rowsIn(found))
        return wanted
      },
      take: async (found, passed) => {
        const received = await receive(dependencies, context, site, found)
        const batchId = batchIdOf(context, mapping, received)
        const batch = batchOf(context, mapping, { batchId, found, received, passed, at: clock() })
        await write(async transaction => {
          await insertBatch(transaction, batch)
          await replaceLookedAt(transaction.database, { runId, site }, lookedAtOf(found))
          // What the reader counted, also where the door let nothing pass.
          return rowsIn(found)
        })
        stored.push({ runId, site, batchId })
      },
      cancelled: Context.current().cancelled,
    },
  ).catch(async (error: unknown) => {
    const named = { folder, mapping, dayInName: dayOfFile(mapping) }
    if (!(error instanceof CancelledFailure)) await watch.keep(store, { runId, site }, named, error)
    throw error
  })
  const [known] = stored
  if (known !== undefined) return known
  const batchId = batchIdOf(context, mapping, await receive(dependencies, context, site, exports))
  await write(async ({ database }) => {
    await replaceLookedAt(database, { runId, site }, lookedAtOf(exports))
    return 0
  })
  return { runId, site, batchId }
}
