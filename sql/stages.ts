import type { Kysely, Selectable } from 'kysely'
import type { Store, Transaction } from './connect.js'
import type { Database, RunStageTable } from './tables.js'

/** What a stage reports of itself. */
export interface StageDone {
  readonly rows: number
}

/** The stages of a run that are done, in the order of their ends. */
export const selectStages = async (
  db: Kysely<Database>,
  runId: string,
): Promise<readonly Selectable<RunStageTable>[]> =>
  db.selectFrom('run_stage').selectAll().where('run_id', '=', runId).orderBy('finished_at').orderBy('stage').execute()

/** Whether a stage of a run has its mark: all its rows are there. */
export const isStageDone = async (db: Kysely<Database>, runId: string, stage: string): Promise<boolean> =>
  (await db
    .selectFrom('run_stage')
    .select('rows')
    .where('run_id', '=', runId)
    .where('stage', '=', stage)
    .executeTakeFirst()) !== undefined

/**
 * Writes a stage of a run once: all its rows and its mark in one transaction, under a lock of (run, stage), so that a
 * second attempt finds the work done and two attempts at once do not write twice.
 */
export const writeStage = async (
  store: Store,
  runId: string,
  stage: string,
  startedAt: number,
  now: () => Date,
  write: (transaction: Transaction) => Promise<number>,
): Promise<StageDone> =>
  store.transaction(async transaction => {
    await transaction.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${runId}/${stage}`])
    const done = await transaction.database
      .selectFrom('run_stage')
      .select('rows')
      .where('run_id', '=', runId)
      .where('stage', '=', stage)
      .executeTakeFirst()
    if (done !== undefined) return { rows: done.rows }
    const rows = await write(transaction)
    const finished = now()
    await transaction.database
      .insertInto('run_stage')
      .values({
        run_id: runId,
        stage,
        rows,
        milliseconds: Math.max(0, Math.round(finished.getTime() - startedAt)),
        finished_at: finished.toISOString(),
      })
      .execute()
    return { rows }
  })

/**
 * Does what must not be done by two at once, whatever process they are in: who comes second waits, then finds what the
 * first wrote. The lock is held on a connection apart, so that the work never waits for one that a waiting lock holds.
 */
export const oneAtATime = <T>(store: Store, name: string, work: () => Promise<T>): Promise<T> =>
  store.apart(async ({ client }) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
    return work()
  })
