import type { RunRow } from '../sql/runs.js'
import { hasReport } from '../words/run-status.js'

/** A run as far as it decides whether its outputs are kept. */
export type KeptRun = Pick<RunRow, 'run_id' | 'kind' | 'status' | 'outputs_removed_at' | 'equals_run_id'>

/** The nights that ran, of all runs of a study. */
export const nightsThatRan = <Run extends Pick<KeptRun, 'kind' | 'status'>>(runs: readonly Run[]): readonly Run[] =>
  runs.filter(({ kind, status }) => kind === 'nightly' && status !== 'skipped')

/** The reports that runs which keep theirs point to, as nothing had changed: of the last so many nights, and of runs by hand. */
const pointedTo = (runs: readonly KeptRun[], nights: number): ReadonlySet<string> => {
  const older = new Set(nightsThatRan(runs).slice(nights))
  return new Set(runs.filter(run => !older.has(run)).flatMap(({ equals_run_id: id }) => id ?? []))
}

/**
 * The runs whose outputs go: nights before the last so many that ran. The last report, runs whose data of a site are the last
 * accepted ones, runs by hand and runs that go on keep theirs, and the reports that these point to. `runs` are all of a study,
 * the newest first.
 */
export const outputsToRemove = (
  runs: readonly KeptRun[],
  inUse: ReadonlySet<string>,
  nights: number,
): readonly string[] => {
  const equal = pointedTo(runs, nights)
  const lastReport = runs.find(({ status }) => hasReport(status))
  return nightsThatRan(runs)
    .slice(nights)
    .filter(
      run =>
        run.status !== 'running' &&
        run.outputs_removed_at === null &&
        run.run_id !== lastReport?.run_id &&
        !inUse.has(run.run_id) &&
        !equal.has(run.run_id),
    )
    .map(({ run_id: id }) => id)
}
