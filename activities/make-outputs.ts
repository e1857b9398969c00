import { readRun } from '../runs/run-context.js'
import { countRowsOfRun } from '../sql/batches.js'
import type { Dependencies } from '../stages/dependencies.js'
import { isKept, makeOutput } from '../stages/make-output.js'
import type { OutputStage } from '../stages/output-stage.js'
import { workLong } from '../stages/work-long.js'
import type { KeptActivity } from '../words/stages.js'

type Needed = Pick<Dependencies, 'store' | 'clock'>

interface OfRun {
  readonly runId: string
}

/** Gives a run the output of a stage, in this process. */
export const outputHere =
  <Plan, Made>(stage: OutputStage<Plan, Made>) =>
  (dependencies: Needed, { runId }: OfRun): Promise<void> =>
    makeOutput(dependencies, stage, runId, () => readRun(dependencies, runId))

/** The activity that gives a run the output of a stage: found by what it follows from, or made. */
export const outputActivity =
  <Plan, Made>(activity: KeptActivity, stage: OutputStage<Plan, Made>) =>
  (dependencies: Dependencies, of: OfRun): Promise<void> =>
    workLong(
      dependencies,
      { activity, of },
      stage.name,
      async () => {
        const isFound = await isKept(dependencies, stage, await readRun(dependencies, of.runId))
        return isFound ? 0 : countRowsOfRun(dependencies.store.database, of.runId)
      },
      () => outputHere(stage)(dependencies, of),
    )
