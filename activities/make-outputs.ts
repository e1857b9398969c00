import { readRun } from '../runs/run-context.js'
import type { Dependencies } from '../stages/dependencies.js'
import { makeOutput } from '../stages/make-output.js'
import type { OutputStage } from '../stages/output-stage.js'

/** The activity that gives a run the output of a stage: found by what it follows from, or made. */
export const outputActivity =
  <Plan, Made>(stage: OutputStage<Plan, Made>) =>
  (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> =>
    makeOutput(dependencies, stage, runId, () => readRun(dependencies, runId))
