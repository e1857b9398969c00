import type { Store } from '../sql/connect.js'
import { type RunOutputRow, selectRunOutputs } from '../sql/run-outputs.js'
import type { RunRow } from '../sql/runs.js'
import { type DifferingParts, outputCauses, outputDetails } from './explain-parts.js'
import { readRun } from './run-context.js'
import { isAfresh } from '../stages/make-output.js'

/** Why a run has an output of a stage: the run that made it, or what differed from the last report's. */
export interface ExplainedOutput {
  readonly stage: RunOutputRow['stage']
  /** The run that made it, where it was found; null where this run made it. */
  readonly foundOf: string | null
  /** What it follows from and what differs from the last report's, by name; none for what was found. */
  readonly because: readonly string[]
  /** Which parts of these differ, where that is known. */
  readonly details: DifferingParts
  /** Whether what was made is equal to the last report's all the same, so that what follows is found. */
  readonly equal: boolean
  /** Whether what was found was made again as well, and compared. */
  readonly afresh: boolean
}

const differing = (now: RunOutputRow, before: RunOutputRow | undefined): readonly string[] => {
  if (before === undefined) return ['no report before this one has it']
  const names = [...new Set([...Object.keys(before.parts), ...Object.keys(now.parts)])]
  const found = names.filter(name => before.parts[name] !== now.parts[name])
  // Outputs of runs before addresses were kept have no parts.
  return Object.keys(before.parts).length === 0 ? ['the last report is of an older version'] : found
}

/** For each stage whose output is kept: whether the run found it, and of which run, or made it, and why. */
export const explainOutputs = async (
  store: Store,
  run: Pick<RunRow, 'run_id' | 'previous_run_id' | 'afresh'>,
): Promise<readonly ExplainedOutput[]> => {
  const { database } = store
  const before = run.previous_run_id === null ? [] : await selectRunOutputs(database, run.previous_run_id)
  const now = await selectRunOutputs(database, run.run_id)
  // A run without a report before has nothing to be compared with.
  const compared =
    run.previous_run_id === null || now.every(({ found }) => found)
      ? null
      : ([await readRun({ store }, run.previous_run_id), await readRun({ store }, run.run_id)] as const)
  const causes = (output: RunOutputRow, last: RunOutputRow | undefined): readonly string[] => {
    const names = differing(output, last)
    return compared === null ? names : outputCauses(names, output.stage, ...compared)
  }
  return now.map((output): ExplainedOutput => {
    const last = before.find(({ stage }) => stage === output.stage)
    return {
      stage: output.stage,
      foundOf: output.found ? output.made_by : null,
      because: output.found ? [] : causes(output, last),
      details: output.found || compared === null ? {} : outputDetails(output.stage, ...compared),
      equal: !output.found && last?.content === output.content,
      afresh: output.found && isAfresh(run, output.stage),
    }
  })
}
