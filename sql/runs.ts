import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'
import type { Database, RunEventTable, RunSiteTable, RunTable } from './tables.js'
import { byBytes } from './byte-order.js'
import { json } from './json.js'
import type { Told } from '../words/told.js'
import { reportStatuses } from '../words/run-status.js'

/** A run as stored. */
export type RunRow = Selectable<RunTable>

/** What a new run is stored with. */
export type NewRun = Insertable<RunTable>

/** What a site of a run is stored with. */
export type NewRunSite = Insertable<RunSiteTable>

/** A site of a run as stored. */
export type RunSiteRow = Selectable<RunSiteTable>

/** A line of a run's story. */
export type RunEventRow = Selectable<RunEventTable>

/** Records a resolved protocol by its hash, once. */
export const insertProtocol = async (
  db: Kysely<Database>,
  hash: string,
  study: string,
  resolved: unknown,
): Promise<void> => {
  await db
    .insertInto('protocol')
    .values({ protocol_hash: hash, study, resolved: json(resolved) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The resolved protocol of a hash. */
export const selectProtocol = async (db: Kysely<Database>, hash: string): Promise<unknown> =>
  (await db.selectFrom('protocol').select('resolved').where('protocol_hash', '=', hash).executeTakeFirstOrThrow())
    .resolved

/** Opens a run; one execution opens one run, however often it is asked. */
export const insertRun = async (db: Kysely<Database>, run: NewRun): Promise<RunRow> => {
  await db
    .insertInto('run')
    .values(run)
    .onConflict(conflict => conflict.column('execution_id').doNothing())
    .execute()
  return db.selectFrom('run').selectAll().where('execution_id', '=', run.execution_id).executeTakeFirstOrThrow()
}

/** Writes what became known of a run. */
export const updateRun = async (db: Kysely<Database>, runId: string, change: Updateable<RunTable>): Promise<void> => {
  await db.updateTable('run').set(change).where('run_id', '=', runId).execute()
}

/** Ends a run that is going on; tells whether it was: a run ends once. */
export const endRun = async (
  db: Kysely<Database>,
  runId: string,
  end: {
    status: Exclude<RunRow['status'], 'running'>
    exit_code: number
    failure: Told | null
    finished_at: string
    equals_run_id?: string
  },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('run')
    .set(end)
    .where('run_id', '=', runId)
    .where('status', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The runs that are going on by their rows, the oldest first. */
export const selectGoingOn = async (db: Kysely<Database>): Promise<readonly RunRow[]> =>
  db.selectFrom('run').selectAll().where('status', '=', 'running').orderBy('opened').execute()

/** The runs of a study that were started after a moment or are still going on, in the order of their opening. */
export const selectRunsSince = async (db: Kysely<Database>, study: string, since: string): Promise<readonly RunRow[]> =>
  db
    .selectFrom('run')
    .selectAll()
    .where('study', '=', study)
    .where(either => either.or([either('started_at', '>=', since), either('status', '=', 'running')]))
    .orderBy('opened')
    .execute()

/** When a run last said something of itself. */
export const selectLastEventAt = async (db: Kysely<Database>, runId: string): Promise<string | null> => {
  const last = await db
    .selectFrom('run_event')
    .select('at')
    .where('run_id', '=', runId)
    .orderBy('event_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.at ?? null
}

/** One run by its id, or by the beginning of it. */
export const selectRun = async (db: Kysely<Database>, runId: string): Promise<RunRow | undefined> =>
  db.selectFrom('run').selectAll().where('run_id', '=', runId).executeTakeFirst()

/** The run that an execution opened, if it did. */
export const selectRunOfExecution = async (db: Kysely<Database>, executionId: string): Promise<RunRow | undefined> =>
  db.selectFrom('run').selectAll().where('execution_id', '=', executionId).executeTakeFirst()

/** The runs of a study, or of all studies, the one opened last first. */
export const selectRuns = async (
  db: Kysely<Database>,
  study: string | null,
  limit: number,
): Promise<readonly RunRow[]> => {
  const runs = db.selectFrom('run').selectAll().orderBy('opened', 'desc').limit(limit)
  return (study === null ? runs : runs.where('study', '=', study)).execute()
}

/** The study of each run that the database holds, one entry per run. */
export const selectStudyOfEachRun = async (db: Kysely<Database>): Promise<readonly string[]> =>
  (await db.selectFrom('run').select('study').execute()).map(({ study }) => study)

/** The run of a study that was opened last, however it ended. */
export const selectLastOf = async (db: Kysely<Database>, study: string): Promise<RunRow | undefined> =>
  (await selectRuns(db, study, 1))[0]

/** The run of a study that was opened last among those that ended with a report, other than the one named; no clock decides. */
export const selectLastReported = async (
  db: Kysely<Database>,
  study: string,
  besides: string | null,
): Promise<RunRow | undefined> =>
  db
    .selectFrom('run')
    .selectAll()
    .where('study', '=', study)
    .where('status', 'in', reportStatuses)
    .$if(besides !== null, query => query.where('run_id', '!=', besides ?? ''))
    .orderBy('opened', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The sites of a run, in order of their ids. */
export const selectRunSites = async (db: Kysely<Database>, runId: string): Promise<readonly RunSiteRow[]> =>
  db.selectFrom('run_site').selectAll().where('run_id', '=', runId).orderBy(byBytes('site')).execute()

/** Writes which batch each site brought, replacing what an earlier attempt wrote. */
export const replaceRunSites = async (
  db: Kysely<Database>,
  runId: string,
  sites: readonly Insertable<RunSiteTable>[],
): Promise<void> => {
  await db.deleteFrom('run_site').where('run_id', '=', runId).execute()
  if (sites.length > 0)
    await db
      .insertInto('run_site')
      .values([...sites])
      .execute()
}

/** Adds a line to a run's story. */
export const insertRunEvent = async (db: Kysely<Database>, event: Insertable<RunEventTable>): Promise<void> => {
  await db.insertInto('run_event').values(event).execute()
}

/** How often a stage of a run, or of one site, ended with these words already. */
export const countFailedWith = async (
  db: Kysely<Database>,
  { run_id, site, stage, text }: Pick<RunEventRow, 'run_id' | 'site' | 'stage' | 'text'>,
): Promise<number> => {
  const { count } = await db
    .selectFrom('run_event')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('run_id', '=', run_id)
    .where('site', 'is not distinct from', site)
    .where('stage', '=', stage)
    .where('state', '=', 'failed')
    .where('text', '=', text)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The lines of a run's story after the one named. */
export const selectRunEvents = async (
  db: Kysely<Database>,
  runId: string,
  after: number,
): Promise<readonly RunEventRow[]> =>
  db
    .selectFrom('run_event')
    .selectAll()
    .where('run_id', '=', runId)
    .where('event_id', '>', after)
    .orderBy('event_id')
    .execute()
