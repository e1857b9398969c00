import type { Insertable, Kysely, Selectable } from 'kysely'
import { byBytes } from './byte-order.js'
import type { Database } from './tables.js'
import type { NightTable, ScheduleTable } from './tables-nights.js'

/** A study's nights as they were set. */
export type ScheduleRow = Selectable<ScheduleTable>

/** What became of a night. */
export type NightRow = Selectable<NightTable>

/** Writes when a study runs by itself, replacing what was set. */
export const upsertSchedule = async (
  db: Kysely<Database>,
  schedule: Omit<Insertable<ScheduleTable>, 'removed_by' | 'removed_at'>,
): Promise<void> => {
  const { study, ...set } = schedule
  const row = { ...set, removed_by: null, removed_at: null }
  await db
    .insertInto('schedule')
    .values({ study, ...row })
    .onConflict(conflict => conflict.column('study').doUpdateSet(row))
    .execute()
}

/** Writes that a study runs at no set time any more; tells whether it did before. */
export const removeScheduleRow = async (
  db: Kysely<Database>,
  study: string,
  by: string,
  at: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('schedule')
    .set({ removed_by: by, removed_at: at })
    .where('study', '=', study)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A study's schedule, also one that was removed. */
export const selectSchedule = async (db: Kysely<Database>, study: string): Promise<ScheduleRow | undefined> =>
  db.selectFrom('schedule').selectAll().where('study', '=', study).executeTakeFirst()

/** The schedules in force. */
export const selectSchedules = async (db: Kysely<Database>): Promise<readonly ScheduleRow[]> =>
  db.selectFrom('schedule').selectAll().where('removed_at', 'is', null).orderBy(byBytes('study')).execute()

/** All schedules, also those that were removed. */
export const selectAllSchedules = async (db: Kysely<Database>): Promise<readonly ScheduleRow[]> =>
  db.selectFrom('schedule').selectAll().orderBy(byBytes('study')).execute()

/** Writes what became of a night; a night that was missed may still be made up for. */
export const upsertNight = async (db: Kysely<Database>, night: Insertable<NightTable>): Promise<void> => {
  const { outcome, run_id, reason, noted_at } = night
  await db
    .insertInto('night')
    .values(night)
    .onConflict(conflict => conflict.columns(['study', 'due_at']).doUpdateSet({ outcome, run_id, reason, noted_at }))
    .execute()
}

/** The nights of a study that were due after a moment, the oldest first. */
export const selectNights = async (db: Kysely<Database>, study: string, after: string): Promise<readonly NightRow[]> =>
  db.selectFrom('night').selectAll().where('study', '=', study).where('due_at', '>', after).orderBy('due_at').execute()

/** The last nights of a study, the newest first. */
export const selectLastNights = async (
  db: Kysely<Database>,
  study: string,
  limit: number,
): Promise<readonly NightRow[]> =>
  db.selectFrom('night').selectAll().where('study', '=', study).orderBy('due_at', 'desc').limit(limit).execute()
