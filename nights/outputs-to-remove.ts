import type { RunRow } from '../sql/runs.js'
import { hasReport } from '../words/run-status.js'

/** A run as far as it decides whether its outputs are kept. */
export type KeptRun = Pick<RunRow, 'run_id' | 'kind' | 'status' | 'outputs_removed_at'>

/** The nights that ran, of all runs of a study. */
export const nightsThatRan = <Run extends Pick<KeptRun, 'kind' | 'status'>>(runs: readonly Run[]): readonly Run[] =>
  runs.filter(({ kind, status }) => kind === 'nightly' && status !== 'skipped')

/**
 * The runs whose outputs go: nights before the last so many that ran. The last report, runs whose data of a site are the last
 * accepted ones, runs by hand and runs that go on keep theirs. `runs` are all of a study, the newest first.
 */
export const outputsToRemove = (
  runs: readonly KeptRun[],
  inUse: ReadonlySet<string>,
  nights: number,
): readonly string[] => {
  const lastReport = runs.find(({ status }) => hasReport(status))
  return nightsThatRan(runs)
    .slice(nights)
    .filter(
      run =>
        run.status !== 'running' &&
        run.outputs_removed_at === null &&
        run.run_id !== lastReport?.run_id &&
        !inUse.has(run.run_id),
    )
    .map(({ run_id: id }) => id)
}
