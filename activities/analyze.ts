import { analyze as analyzeCohort } from '../analysis/analyze.js'
import { selectStoredCohort } from '../sql/cohorts.js'
import { insertAnalysis, selectMatching } from '../sql/results.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { oncePerStage } from '../stages/once-per-stage.js'
import { readRun } from '../runs/run-context.js'
import { stages } from '../stages/stage-names.js'

/** Runs the study's analyses over the whole and the matched cohort. */
export const analyze = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const { store, clock } = dependencies
  await oncePerStage(store, runId, stages.analyze.mark, async () => {
    const started = clock().getTime()
    const { study } = await readRun(dependencies, runId)
    const cohort = await selectStoredCohort(store.database, runId)
    const matching = study.matching === undefined ? null : await selectMatching(store.database, runId)
    const outcome = analyzeCohort(study, cohort, matching)
    await writeStage(store, runId, stages.analyze.mark, started, clock, transaction =>
      insertAnalysis(transaction, runId, outcome),
    )
  })
}
