import type { Cohort } from '../../cohort/cohort.js'
import { selectCohort } from '../../cohort/select-cohort.js'
import { type CohortPlan, cohortPlan } from '../../protocol/facts/study-plan.js'
import { assembleSubjects } from '../../runs/assemble-subjects.js'
import { selectRowsHashes } from '../../sql/batches.js'
import { insertSelection } from '../../sql/cohorts.js'
import { insertDerived } from '../../sql/derived.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashOf } from './hash-of.js'

/**
 * The study's cohort: status, arm, variables, endpoints, responses and grades of every subject, each with the rows that it
 * came from, the attrition, and the questions to the sites.
 */
export const cohortStage: OutputStage<CohortPlan, Cohort> = {
  name: 'cohort',
  decidedBy: ['activities/outputs/cohort'],
  writtenBy: ['sql/cohorts', 'sql/derived'],
  reads: async ({ database }, { run }) => ({
    ...Object.fromEntries(
      (await selectRowsHashes(database, run.run_id)).map(({ site, hash }) => [`data of ${site}`, hash]),
    ),
    ...(run.data_cut === null ? {} : { 'data cut': run.data_cut }),
  }),
  plan: ({ study }) => cohortPlan(study),
  make: async (store, runId, plan, run) => selectCohort(plan, await assembleSubjects({ store }, runId), run.data_cut),
  hash: ({ subjects, attrition, queries }) => hashOf(subjects, attrition, queries),
  rows: ({ subjects }) => subjects.length,
  write: async (transaction, content, cohort) => {
    await insertSelection(transaction, content, cohort)
    await insertDerived(transaction, content, cohort.subjects)
  },
}
