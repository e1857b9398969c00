import { join } from 'node:path'
import { CancelledFailure, Context } from '@temporalio/activity'
import { studyKey } from '../harmonize/door/ids/identity-key.js'
import { codelessWords } from '../protocol/facts/codeless-words.js'
import { shareOf } from '../protocol/facts/harmonized-by.js'
import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import { knownExport } from '../runs/known-export.js'
import { readKnowing } from './read-knowing.js'
import type { ReceivedExport } from '../reading/reader-messages.js'
import { boundsIn } from '../reading/bounds-in.js'
import { readSiteApart } from '../reading/read-site-apart.js'
import { insertBatch, selectBatch, selectFirstReceipt } from '../sql/batches.js'
import type { Transaction } from '../sql/connect.js'
import { writeStage } from '../sql/stages.js'
import { batchIdOf, madeByToday, type ReceivedFile } from '../runs/batch-id.js'
import type { BatchOfSite, SiteOfRun } from '../runs/contract.js'
import { ingestedBatch } from './ingested-batch.js'
import type { Dependencies } from '../stages/dependencies.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { StudyChangedDuringRun } from '../stages/run-errors.js'
import { giveBack } from '../stages/give-back.js'
import { expectStages } from '../stages/work-long.js'
import { WatchedReading } from './unread-site.js'
import { settlingOf } from './wait-for-exports.js'
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

const rowsIn = (exports: readonly ReceivedExport[]): number =>
  exports.reduce((sum, { tables }) => sum + tables.reduce((own, { rows }) => own + rows, 0), 0)

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
  const watch = new WatchedReading(store, { runId, site })
  const asked = { folder, study: study.study, mapping: mappingPlan(mapping), key, share: shareOf(study), codeless }
  const exports = await readKnowing(
    dependencies.readSite ?? readSiteApart,
    asked,
    () => knownExport(dependencies, context, mapping),
    {
      bounds,
      settling: settlingOf(dependencies, run, study, site),
      watch,
      wants: async found => {
        await watch.written()
        const batch = batchIdOf(context, mapping, await receive(dependencies, context, site, found))
        const wanted = (await selectBatch(store.database, batch)) === undefined
        // New rows make a new report.
        if (wanted) expectStages(dependencies, rowsIn(found))
        // While they pass the door the reading process holds the most that it ever does.
        giveBack(rowsIn(found))
        return wanted
      },
      take: async (found, passed) => {
        const received = await receive(dependencies, context, site, found)
        const batchId = batchIdOf(context, mapping, received)
        const madeBy = madeByToday(study, mapping)
        const batch = ingestedBatch(context, mapping, { batchId, madeBy, found, received, passed, at: clock() })
        await write(async transaction => {
          await insertBatch(transaction, batch)
          // What the reader counted, also where the door let nothing pass.
          return rowsIn(found)
        })
        stored.push({ runId, site, batchId })
      },
      cancelled: Context.current().cancelled,
    },
  ).catch(async (error: unknown) => {
    // A file that ended the reading has to be told with its site: where that cannot be written, another attempt reads it again.
    if (!(error instanceof CancelledFailure)) await watch.written()
    throw error
  })
  const [known] = stored
  if (known !== undefined) return known
  const batchId = batchIdOf(context, mapping, await receive(dependencies, context, site, exports))
  await write(() => Promise.resolve(0))
  return { runId, site, batchId }
}
