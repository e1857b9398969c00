import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Store } from './connect.js'
import type { Database } from './tables.js'
import { reportStatuses } from '../words/run-status.js'
import { ownStates } from '../words/site-state.js'

// What no run has any more goes, and with a content its rows; a run that points to one meanwhile keeps it.
const unreached = [
  `delete from output where study = $1 and address not in (select address from run_output)`,
  `delete from content where study = $1 and content not in (select content from run_output)`,
]

/** A run and its study. */
export interface RunOfStudy {
  readonly run_id: string
  readonly study: string
}

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

/** Removes outputs and contents that no run of the study has any more. */
export const removeUnreached = async (client: pg.PoolClient, study: string): Promise<void> => {
  for (const statement of unreached) await client.query(statement, [study])
}

/**
 * Takes a run's outputs from it, in one transaction, and notes when; what no other run has is removed. They follow from its
 * inputs again; what it used, and that it was, stays known.
 */
export const removeOutputs = (store: Store, { run_id: runId, study }: RunOfStudy, at: string): Promise<void> =>
  store.transaction(async ({ client, database }) => {
    for (const table of ['run_output', 'report_file'] as const)
      await database.deleteFrom(table).where('run_id', '=', runId).execute()
    await removeUnreached(client, study)
    await database.updateTable('run').set({ outputs_removed_at: at }).where('run_id', '=', runId).execute()
  })
