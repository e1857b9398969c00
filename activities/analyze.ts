import { analyze as analyzeCohort } from '../analysis/analyze.js'
import { selectStoredCohort } from '../sql/cohorts.js'
import { insertAnalysis, selectMatching } from '../sql/results.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from './dependencies.js'
import { readRun } from './run-context.js'

/** Runs the study's analyses over the whole and the matched cohort. */
export const analyze = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const started = dependencies.clock().getTime()
  const { study } = await readRun(dependencies, runId)
  const cohort = await selectStoredCohort(dependencies.store.database, runId)
  const matching = study.matching === undefined ? null : await selectMatching(dependencies.store.database, runId)
  const outcome = analyzeCohort(study, cohort, matching)
  await writeStage(dependencies.store, runId, 'analyze', started, dependencies.clock, transaction =>
    insertAnalysis(transaction, runId, outcome),
  )
}
