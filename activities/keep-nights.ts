import { removeOutputs, selectRunsInUse } from '../sql/outputs.js'
import { type RunRow, selectRun, selectRuns } from '../sql/runs.js'
import type { Dependencies } from './dependencies.js'
import { outputsToRemove } from './outputs-to-remove.js'
import { operationsOf } from './run-context.js'
import { removeRunFolder } from './run-folder.js'

const all = 1_000_000

/**
 * After a night: removes outputs and reports of nights that `operations.yaml` asks to keep no longer. Files go first: where one
 * cannot be removed, the run's outputs are still known, and the next night tries again.
 */
export const keepNights = async (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  run: RunRow,
): Promise<readonly string[]> => {
  const { keep } = operationsOf(run)
  if (keep === undefined || run.kind !== 'nightly') return []
  const { database } = store
  const runs = await selectRuns(database, run.study, all)
  const going = outputsToRemove(runs, await selectRunsInUse(database, run.study), keep.nights)
  for (const runId of going) {
    const gone = await selectRun(database, runId)
    if (gone === undefined) continue
    await removeRunFolder(gone)
    await removeOutputs(store, runId, clock().toISOString())
  }
  return going
}
