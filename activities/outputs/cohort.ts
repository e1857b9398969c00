import { type CohortPlan, cohortPlan } from '../../protocol/facts/study-plan.js'
import { selectPersonDecisionsOf } from '../../sql/person-decisions.js'
import type { PersonDecision } from '../../cohort/across/person-decision.js'
import type { RunContext } from '../../runs/run-context.js'
import type { KeptInputs } from '../../runs/run-inputs.js'
import type { Store } from '../../sql/connect.js'
import { hashOf } from './hash-of.js'
import { selectRowsHashes } from '../../sql/batches.js'
import { insertCohort } from '../../sql/cohorts.js'
import type { OutputParts, OutputStage } from '../../stages/output-stage.js'
import { madeBeside } from './made-beside.js'
import { type MadeCohort, makeCohort } from './make-cohort.js'

/** What had been decided of subjects when the run's sites were settled. */
const personDecisions = ({ database }: Store, run: RunContext['run']): Promise<readonly PersonDecision[]> =>
  selectPersonDecisionsOf(database, run.study, (run.inputs as KeptInputs | null)?.decisions ?? [])

/** Nothing where nothing was decided, so that what was made before there were such decisions is found. */
const partOf = (decisions: readonly PersonDecision[]): OutputParts =>
  decisions.length === 0 ? {} : { 'decisions about persons': hashOf(decisions) }

/**
 * The study's cohort: status, arm, variables, endpoints, responses and grades of every subject in columns, each with the rows
 * that it came from, the attrition, and the questions to the sites. Many ranges of subjects are selected in threads side by side.
 */
export const cohortStage: OutputStage<CohortPlan, MadeCohort> = {
  name: 'cohort',
  decidedBy: ['activities/outputs/make-cohort'],
  writtenBy: ['sql/cohorts#insertCohort'],
  reads: async (store, { run }) => ({
    ...Object.fromEntries(
      (await selectRowsHashes(store.database, run.run_id)).map(({ site, hash }) => [`data of ${site}`, hash]),
    ),
    ...(run.data_cut === null ? {} : { 'data cut': run.data_cut }),
    ...partOf(await personDecisions(store, run)),
  }),
  plan: ({ study }) => cohortPlan(study),
  make: async (store, runId, plan, run) =>
    makeCohort(store, runId, plan, run.data_cut, await personDecisions(store, run), madeBeside),
  hash: ({ hash }) => hash,
  rows: ({ ranges }) => ranges.reduce((sum, { subjects }) => sum + subjects, 0),
  write: insertCohort,
}
