import { type CohortPlan, cohortPlan } from '../../protocol/facts/study-plan.js'
import { selectRowsHashes } from '../../sql/batches.js'
import { insertCohort } from '../../sql/cohorts.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { madeBeside } from './made-beside.js'
import { type MadeCohort, makeCohort } from './make-cohort.js'

/**
 * The study's cohort: status, arm, variables, endpoints, responses and grades of every subject in columns, each with the rows
 * that it came from, the attrition, and the questions to the sites. Many ranges of subjects are selected in threads side by side.
 */
export const cohortStage: OutputStage<CohortPlan, MadeCohort> = {
  name: 'cohort',
  decidedBy: ['activities/outputs/make-cohort'],
  writtenBy: ['sql/cohorts#insertCohort'],
  reads: async ({ database }, { run }) => ({
    ...Object.fromEntries(
      (await selectRowsHashes(database, run.run_id)).map(({ site, hash }) => [`data of ${site}`, hash]),
    ),
    ...(run.data_cut === null ? {} : { 'data cut': run.data_cut }),
  }),
  plan: ({ study }) => cohortPlan(study),
  make: (store, runId, plan, run) => makeCohort(store, runId, plan, run.data_cut, madeBeside),
  hash: ({ hash }) => hash,
  rows: ({ ranges }) => ranges.reduce((sum, { subjects }) => sum + subjects, 0),
  write: insertCohort,
}
