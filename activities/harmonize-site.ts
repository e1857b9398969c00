import { countRowsOfBatch, selectBatch, selectBatchExports } from '../sql/batches.js'
import { selectIssues } from '../sql/issues.js'
import { registerSubjects } from '../sql/identities.js'
import { replaceHarmonized } from '../sql/shared-rows.js'
import { writeStage } from '../sql/stages.js'
import type { BatchOfSite } from '../runs/contract.js'
import type { Dependencies } from '../stages/dependencies.js'
import { harmonizeBatch } from '../runs/harmonized-batch.js'
import { giveBack } from '../stages/give-back.js'
import { oncePerStage } from '../stages/once-per-stage.js'
import { workLong } from '../stages/work-long.js'
import { readRun } from '../runs/run-context.js'
import { rowsOfBatch } from '../runs/rows-of-batch.js'
import { markOfSite } from '../words/stages.js'

type Needed = Pick<Dependencies, 'store' | 'clock'>

const harmonizeOnce = async (dependencies: Needed, { runId, site, batchId }: BatchOfSite): Promise<void> => {
  const { store, clock } = dependencies
  const started = clock().getTime()
  const context = await readRun(dependencies, runId)
  const mapping = context.mappings[site]
  const batch = await selectBatch(store.database, batchId)
  if (mapping === undefined || batch === undefined) throw new Error(`no batch ${batchId} of site ${site}`)
  if (batch.harmonized_at !== null) {
    await writeStage(store, runId, markOfSite('harmonizeSite', site), started, clock, () => Promise.resolve(0))
    return
  }
  const { harmonized } = await harmonizeBatch(dependencies, context, mapping, batch)
  const receipts = await selectBatchExports(store.database, batchId)
  const issues = await selectIssues(store.database, batchId, site)
  const rows = Object.values(harmonized.domains).reduce((sum, { starts }) => sum + starts.at(-1)!, 0)
  // What was received has been read.
  giveBack(rows)
  await writeStage(store, runId, markOfSite('harmonizeSite', site), started, clock, async transaction => {
    const displayIds = await registerSubjects(transaction, context.run.study, site, harmonized.subjects)
    giveBack(rows)
    const made = rowsOfBatch({ mapping, batch, receipts, issues }, harmonized)
    await replaceHarmonized(transaction, batchId, { ...made, displayIds }, clock().toISOString())
    return rows
  })
}

/** Harmonizes a site's batch onto the shared schema, in this process. */
export const harmonizeHere = (dependencies: Needed, batch: BatchOfSite): Promise<void> =>
  oncePerStage(dependencies.store, batch.runId, markOfSite('harmonizeSite', batch.site), () =>
    harmonizeOnce(dependencies, batch),
  )

/** Harmonizes a site's batch onto the shared schema; a batch that an earlier run harmonized is left as it is. */
export const harmonizeSite = (dependencies: Dependencies, batch: BatchOfSite): Promise<void> => {
  const { database } = dependencies.store
  return workLong(
    dependencies,
    { activity: 'harmonizeSite', of: batch },
    markOfSite('harmonizeSite', batch.site),
    async () => {
      const isDone = (await selectBatch(database, batch.batchId))?.harmonized_at != null
      return isDone ? 0 : countRowsOfBatch(database, batch.batchId)
    },
    () => harmonizeHere(dependencies, batch),
  )
}
