import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database } from './tables.js'
import type { AlarmTable } from './tables-nights.js'

/** Something that a study's keeper is told once. */
export type AlarmRow = Selectable<AlarmTable>

/** Raises an alarm; the same one a second time is none. */
export const raiseAlarm = async (
  db: Kysely<Database>,
  alarm: Omit<Insertable<AlarmTable>, 'told_at' | 'told_how'>,
): Promise<void> => {
  await db
    .insertInto('alarm')
    .values(alarm)
    .onConflict(conflict => conflict.column('alarm_key').doNothing())
    .execute()
}

/** The alarms that nobody was told of yet, the oldest first. */
export const selectUntold = async (db: Kysely<Database>): Promise<readonly AlarmRow[]> =>
  db.selectFrom('alarm').selectAll().where('told_at', 'is', null).orderBy('raised_at').orderBy('alarm_key').execute()

/** Whether an alarm is untold still. */
export const isUntold = async (db: Kysely<Database>, key: string): Promise<boolean> =>
  (await db
    .selectFrom('alarm')
    .select('alarm_key')
    .where('alarm_key', '=', key)
    .where('told_at', 'is', null)
    .executeTakeFirst()) !== undefined

/** Writes that an alarm was told, and how. */
export const markTold = async (db: Kysely<Database>, key: string, at: string, how: string): Promise<void> => {
  await db.updateTable('alarm').set({ told_at: at, told_how: how }).where('alarm_key', '=', key).execute()
}
