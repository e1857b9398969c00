import { removeOutputs, selectRunsInUse } from '../sql/outputs.js'
import { type RunRow, selectRun, selectRuns } from '../sql/runs.js'
import { sweepBatches } from '../sql/sweep-batches.js'
import type { Dependencies } from '../stages/dependencies.js'
import { nightsThatRan, outputsToRemove } from './outputs-to-remove.js'
import { operationsOf } from '../runs/run-context.js'
import { removeRunFolder } from '../folders/run-folder.js'

const all = 1_000_000

/** A run whose folder cannot be removed, by the system's code. */
interface StuckRun {
  readonly run: string
  readonly code: string
}

/**
 * What went because it is kept no longer: the runs whose outputs were removed, and how many batches that no run uses; and
 * the runs whose files could not be removed.
 */
export interface KeptNoLonger {
  readonly runs: readonly string[]
  readonly batches: number
  readonly stuck: readonly StuckRun[]
}

// One folder on a disk that is gone or may not be written keeps no other night.
const stuckAt = async (run: RunRow): Promise<StuckRun | null> => {
  try {
    await removeRunFolder(run)
    return null
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      return { run: run.run_id, code: error.code }
    throw error
  }
}

/**
 * After a night: removes outputs and reports of nights that `operations.yaml` asks to keep no longer, and batches of their time
 * that no run uses. Files go first: where a run's cannot be removed, its outputs are still known, and the next night tries
 * again.
 */
export const keepNights = async (
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  run: RunRow,
): Promise<KeptNoLonger> => {
  const { keep } = operationsOf(run)
  if (keep === undefined || run.kind !== 'nightly') return { runs: [], batches: 0, stuck: [] }
  const { database } = store
  const runs = await selectRuns(database, run.study, all)
  const going = outputsToRemove(runs, await selectRunsInUse(database, run.study), keep.nights)
  const [gone, stuck]: [string[], StuckRun[]] = [[], []]
  for (const runId of going) {
    const old = await selectRun(database, runId)
    if (old === undefined) continue
    const stays = await stuckAt(old)
    if (stays !== null) {
      stuck.push(stays)
      continue
    }
    await removeOutputs(store, old, clock().toISOString())
    gone.push(runId)
  }
  const oldest = nightsThatRan(runs).slice(0, keep.nights).at(-1)
  const batches = oldest === undefined ? 0 : await sweepBatches(store, run.study, oldest.started_at)
  return { runs: gone, batches, stuck }
}
