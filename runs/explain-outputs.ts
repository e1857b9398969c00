import type { Store } from '../sql/connect.js'
import { type RunOutputRow, selectRunOutputs } from '../sql/run-outputs.js'
import type { RunRow } from '../sql/runs.js'
import { isAfresh } from '../stages/make-output.js'

/** Why a run has an output of a stage: the run that made it, or what differed from the last report's. */
export interface ExplainedOutput {
  readonly stage: RunOutputRow['stage']
  /** The run that made it, where it was found; null where this run made it. */
  readonly foundOf: string | null
  /** What it follows from and what differs from the last report's, by name; none for what was found. */
  readonly because: readonly string[]
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
  { database }: Store,
  run: Pick<RunRow, 'run_id' | 'previous_run_id' | 'afresh'>,
): Promise<readonly ExplainedOutput[]> => {
  const before = run.previous_run_id === null ? [] : await selectRunOutputs(database, run.previous_run_id)
  return (await selectRunOutputs(database, run.run_id)).map((output): ExplainedOutput => {
    const last = before.find(({ stage }) => stage === output.stage)
    return {
      stage: output.stage,
      foundOf: output.found ? output.made_by : null,
      because: output.found ? [] : differing(output, last),
      equal: !output.found && last?.content === output.content,
      afresh: output.found && isAfresh(run, output.stage),
    }
  })
}
