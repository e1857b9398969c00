import { join } from 'node:path'
import { Context } from '@temporalio/activity'
import { dayOfFile } from '../reading/day-of-file.js'
import { batchIdOf } from '../runs/batch-id.js'
import type { BatchOfSite } from '../runs/contract.js'
import { type RunContext, readRun } from '../runs/run-context.js'
import { settlingOf } from '../runs/wait-for-exports.js'
import { areSameExports } from '../sources/files/same-exports.js'
import { insertAcceptance, type NewAcceptance, selectAcceptanceOfBatch, selectAcceptances } from '../sql/acceptances.js'
import { selectBatchExports, selectLastGoodBatch } from '../sql/batches.js'
import { json } from '../sql/json.js'
import { isStageDone, writeStage } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { retold } from '../words/told.js'
import { stages } from '../words/stages.js'

/** How the last accepted batch of a site was judged, where tonight's exports make that very batch again; else null. */
const unchangedSite = async (
  dependencies: Dependencies,
  context: RunContext,
  site: string,
): Promise<NewAcceptance | null> => {
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
  const judged = await selectAcceptanceOfBatch(database, last.batch_id)
  if (judged === undefined) return null
  const lying = {
    folder: join(run.exports_folder, site),
    mapping,
    dayInName: dayOfFile(mapping),
    settling: settlingOf(dependencies, run, study, site),
    signal: Context.current().cancellationSignal,
  }
  // What cannot be read is told by its reading, which comes next.
  const same = await areSameExports(lying, known).catch(() => false)
  if (!same) return null
  return {
    run_id: run.run_id,
    site,
    batch_id: last.batch_id,
    compared_with: last.batch_id,
    outcome: 'accepted',
    findings: json(judged.findings),
    questions: json(judged.questions),
  }
}

/**
 * Looks at all sites of a run at once: those whose exports are the last accepted ones, byte by byte, with the same mapping
 * and code, bring that batch again, and nothing of them is read or written. The others are left to their own ingestion.
 */
export const lookAtSites = async (
  dependencies: Dependencies,
  { runId, sites }: { readonly runId: string; readonly sites: readonly string[] },
): Promise<readonly BatchOfSite[]> => {
  const { store, clock } = dependencies
  const started = clock().getTime()
  const { mark } = stages.lookAtSites
  if (!(await isStageDone(store.database, runId, mark))) {
    const context = await readRun(dependencies, runId)
    const found: NewAcceptance[] = []
    for (const site of sites) {
      const acceptance = await unchangedSite(dependencies, context, site)
      if (acceptance !== null) found.push(acceptance)
    }
    const { cancellationSignal, cancelled } = Context.current()
    if (cancellationSignal.aborted) await cancelled
    await writeStage(store, runId, mark, started, clock, async ({ database }) => {
      for (const acceptance of found) await insertAcceptance(database, acceptance, [])
      return found.length
    })
  }
  // What an earlier attempt found stands, whatever lies there in between.
  const stored = await selectAcceptances(store.database, runId)
  return stored.map(({ site, batch_id: batchId }) => ({ runId, site, batchId }))
}
