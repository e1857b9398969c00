import { matchCohort as match } from '../analysis/matching/match-cohort.js'
import { selectStoredCohort } from '../sql/cohorts.js'
import { insertMatching } from '../sql/results.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { oncePerStage } from '../stages/once-per-stage.js'
import { readRun } from '../runs/run-context.js'
import { stages } from '../stages/stage-names.js'

/** Estimates propensity scores over the eligible subjects and matches them. */
export const matchCohort = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const { store, clock } = dependencies
  await oncePerStage(store, runId, stages.matchCohort.mark, async () => {
    const started = clock().getTime()
    const { study } = await readRun(dependencies, runId)
    const { subjects } = await selectStoredCohort(store.database, runId)
    const outcome = match(
      study,
      subjects.filter(subject => subject.status === 'eligible'),
    )
    await writeStage(store, runId, stages.matchCohort.mark, started, clock, transaction =>
      insertMatching(transaction, runId, outcome),
    )
  })
}
