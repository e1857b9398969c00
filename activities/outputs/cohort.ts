import { type CohortColumns, gatherCohort } from '../../cohort/output/gather-cohort.js'
import { selectRecords } from '../../cohort/select-cohort.js'
import { type CohortPlan, cohortPlan } from '../../protocol/facts/study-plan.js'
import { assembleSubjects } from '../../runs/assemble-subjects.js'
import { selectRowsHashes } from '../../sql/batches.js'
import { insertCohort } from '../../sql/cohorts.js'
import type { OutputStage } from '../../stages/output-stage.js'
import { hashCohort } from './hash-cohort.js'

/**
 * The study's cohort: status, arm, variables, endpoints, responses and grades of every subject in columns, each with the rows
 * that it came from, the attrition, and the questions to the sites.
 */
export const cohortStage: OutputStage<CohortPlan, CohortColumns> = {
  name: 'cohort',
  decidedBy: ['activities/outputs/cohort'],
  writtenBy: ['sql/cohorts'],
  reads: async ({ database }, { run }) => ({
    ...Object.fromEntries(
      (await selectRowsHashes(database, run.run_id)).map(({ site, hash }) => [`data of ${site}`, hash]),
    ),
    ...(run.data_cut === null ? {} : { 'data cut': run.data_cut }),
  }),
  plan: ({ study }) => cohortPlan(study),
  make: async (store, runId, plan, run) =>
    gatherCohort(plan, selectRecords(plan, await assembleSubjects({ store }, runId), run.data_cut)),
  hash: hashCohort,
  rows: ({ ranges }) => ranges.reduce((sum, { subjects }) => sum + subjects.count, 0),
  write: insertCohort,
}
