import type { Cohort } from '../cohort/cohort.js'
import { selectCohort as applyStudy } from '../cohort/select-cohort.js'
import { insertSelection } from '../sql/cohorts.js'
import { insertDerived } from '../sql/derived.js'
import { writeStage } from '../sql/stages.js'
import { assembleSubjects } from '../runs/assemble-subjects.js'
import type { Dependencies } from '../stages/dependencies.js'
import { oncePerStage } from '../stages/once-per-stage.js'
import { readRun } from '../runs/run-context.js'
import { stages } from '../stages/stage-names.js'

const cohortOf = async (dependencies: Dependencies, runId: string): Promise<Cohort> => {
  const { run, study } = await readRun(dependencies, runId)
  return applyStudy(study, await assembleSubjects(dependencies, runId), run.data_cut)
}

/** Applies the study's criteria to every subject: status, a first reason and all reasons, arm, covariates, attrition. */
export const selectCohort = async (
  dependencies: Dependencies,
  { runId }: { readonly runId: string },
): Promise<void> => {
  const { store, clock } = dependencies
  await oncePerStage(store, runId, stages.selectCohort.mark, async () => {
    const started = clock().getTime()
    const cohort = await cohortOf(dependencies, runId)
    await writeStage(store, runId, stages.selectCohort.mark, started, clock, transaction =>
      insertSelection(transaction, runId, cohort),
    )
  })
}

/** Derives times to event, best responses and worst grades, each with the source rows that decided it. */
export const deriveEndpoints = async (
  dependencies: Dependencies,
  { runId }: { readonly runId: string },
): Promise<void> => {
  const { store, clock } = dependencies
  await oncePerStage(store, runId, stages.deriveEndpoints.mark, async () => {
    const started = clock().getTime()
    const { subjects } = await cohortOf(dependencies, runId)
    await writeStage(store, runId, stages.deriveEndpoints.mark, started, clock, transaction =>
      insertDerived(transaction, runId, subjects),
    )
  })
}
