import type { Kysely } from 'kysely'
import type { Store } from './connect.js'
import type { Database } from './tables.js'
import { reportStatuses } from '../words/run-status.js'
import { ownStates } from '../words/site-state.js'

/** What a run made of its batches, which follows from its inputs again; what it used, and that it was, stays known. */
const outputs: readonly string[] = [
  'attrition_step',
  'best_response',
  'cohort_query',
  'criterion_verdict',
  'lineage',
  'matched_pair',
  'propensity_score',
  'report_file',
  'result',
  'survival_curve',
  'time_to_event',
  'worst_grade',
  // The others refer to its rows.
  'subject_level',
]

/** The runs that brought the last accepted data of a site: of each site the one reported last. */
export const selectRunsInUse = async (db: Kysely<Database>, study: string): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('run_site')
    .innerJoin('run', 'run.run_id', 'run_site.run_id')
    .select('run.run_id')
    .distinctOn('run_site.site')
    .where('run.study', '=', study)
    .where('run.status', 'in', reportStatuses)
    .where('run_site.batch_id', 'is not', null)
    .where('run_site.state', 'in', ownStates)
    .orderBy('run_site.site')
    .orderBy('run.opened', 'desc')
    .execute()
  return new Set(rows.map(row => row.run_id))
}

/** Removes what a run made, in one transaction, and notes when. */
export const removeOutputs = (store: Store, runId: string, at: string): Promise<void> =>
  store.transaction(async ({ client, database }) => {
    for (const table of outputs) await client.query(`delete from "${table}" where run_id = $1`, [runId])
    await database.updateTable('run').set({ outputs_removed_at: at }).where('run_id', '=', runId).execute()
  })
