import { matchCohort as match } from '../analysis/match-cohort.js'
import { selectStoredCohort } from '../sql/cohorts.js'
import { insertMatching } from '../sql/results.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from './dependencies.js'
import { readRun } from './run-context.js'

/** Estimates propensity scores over the eligible subjects and matches them. */
export const matchCohort = async (dependencies: Dependencies, { runId }: { readonly runId: string }): Promise<void> => {
  const started = dependencies.clock().getTime()
  const { study } = await readRun(dependencies, runId)
  const { subjects } = await selectStoredCohort(dependencies.store.database, runId)
  const outcome = match(
    study,
    subjects.filter(subject => subject.status === 'eligible'),
  )
  await writeStage(dependencies.store, runId, 'match', started, dependencies.clock, transaction =>
    insertMatching(transaction, runId, outcome),
  )
}
