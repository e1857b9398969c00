import { removeOutputs, selectRunsInUse } from '../sql/outputs.js'
import { type RunRow, selectRun, selectRuns } from '../sql/runs.js'
import { sweepBatches } from '../sql/sweep-batches.js'
import type { Dependencies } from '../stages/dependencies.js'
import { nightsThatRan, outputsToRemove } from './outputs-to-remove.js'
import { operationsOf } from '../runs/run-context.js'
import { removeRunFolder } from '../folders/run-folder.js'

const all = 1_000_000

/** What went because it is kept no longer: the runs whose outputs were removed, and how many batches that no run uses. */
export interface KeptNoLonger {
  readonly runs: readonly string[]
  readonly batches: number
}

/**
 * After a night: removes outputs and reports of nights that `operations.yaml` asks to keep no longer, and batches of their time
 * that no run uses. Files go first: where one cannot be removed, the run's outputs are still known, and the next night tries
 * again.
 */
export const keepNights = async (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  run: RunRow,
): Promise<KeptNoLonger> => {
  const { keep } = operationsOf(run)
  if (keep === undefined || run.kind !== 'nightly') return { runs: [], batches: 0 }
  const { database } = store
  const runs = await selectRuns(database, run.study, all)
  const going = outputsToRemove(runs, await selectRunsInUse(database, run.study), keep.nights)
  for (const runId of going) {
    const gone = await selectRun(database, runId)
    if (gone === undefined) continue
    await removeRunFolder(gone)
    await removeOutputs(store, gone, clock().toISOString())
  }
  const oldest = nightsThatRan(runs).slice(0, keep.nights).at(-1)
  const batches = oldest === undefined ? 0 : await sweepBatches(store, run.study, oldest.started_at)
  return { runs: going, batches }
}
