import { join } from 'node:path'
import { Context } from '@temporalio/activity'
import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import { boundsIn } from '../reading/bounds-in.js'
import { dayOfFile } from '../reading/day-of-file.js'
import { prepareReader } from '../reading/start-reader.js'
import { batchIdOf } from '../runs/batch-id.js'
import type { BatchOfSite } from '../runs/contract.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { settlingOf } from './wait-for-exports.js'
import { ExportUnreadable } from '../sources/errors.js'
import { areSameExports } from '../sources/files/same-exports.js'
import { selectAcceptanceOfBatch } from '../sql/acceptances.js'
import { selectBatchExports, selectLastGoodBatch } from '../sql/batches.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { retold } from '../words/told.js'
import { stages } from '../words/stages.js'

/** The last accepted batch of a site, where tonight's exports make that very batch again; else null. */
const batchAgain = async (dependencies: Dependencies, context: RunContext, site: string): Promise<string | null> => {
  const { run, study } = context
  const { database } = dependencies.store
  const mapping = context.mappings[site]
  const last = await selectLastGoodBatch(database, run.study, site, run.key_check)
  if (mapping === undefined || last === undefined) return null
  const known = (await selectBatchExports(database, last.batch_id)).map(receipt => ({
    fileId: receipt.file_id,
    file: retold(receipt.file_name),
    bytes: receipt.bytes,
    sha256: receipt.export_id,
    receivedOn: receipt.received_on,
  }))
  if (batchIdOf(context, mapping, known) !== last.batch_id) return null
  if ((await selectAcceptanceOfBatch(database, last.batch_id)) === undefined) return null
  const lying = {
    folder: join(run.exports_folder, site),
    mapping: mappingPlan(mapping),
    dayInName: dayOfFile(mapping),
    settling: settlingOf(dependencies, run, study, site),
    signal: Context.current().cancellationSignal,
  }
  try {
    return (await areSameExports(lying, known)) ? last.batch_id : null
  } catch (error) {
    // What cannot be read is named by its reading, which comes next; a defect of ours is none of that.
    if (error instanceof ExportUnreadable || lying.signal.aborted) return null
    throw error
  }
}

/**
 * Looks at all sites of a run at once: those whose exports are the last accepted ones, byte by byte, with the same mapping
 * and code, bring that batch again as it was judged, and nothing of them is read or written. The others are left to their
 * own ingestion.
 */
export const lookAtSites = async (
  dependencies: Dependencies,
  { runId, sites }: { readonly runId: string; readonly sites: readonly string[] },
): Promise<readonly BatchOfSite[]> => {
  const { store, clock, readSite, readingBounds } = dependencies
  const started = clock().getTime()
  const context = await readRun(dependencies, runId)
  const found: BatchOfSite[] = []
  for (const site of sites) {
    const batchId = await batchAgain(dependencies, context, site)
    if (batchId !== null) found.push({ runId, site, batchId })
    // It is read next.
    else if (readSite === undefined)
      prepareReader(readingBounds ?? (await boundsIn(join(context.run.exports_folder, site))))
  }
  const { cancellationSignal, cancelled } = Context.current()
  if (cancellationSignal.aborted) await cancelled
  await writeStage(store, runId, stages.lookAtSites.mark, started, clock, () => Promise.resolve(found.length))
  return found
}
