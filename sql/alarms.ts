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

/** How many alarms of each study nobody was told of yet. */
export const countUntold = async (db: Kysely<Database>): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (
      await db
        .selectFrom('alarm')
        .select(({ fn }) => ['study', fn.countAll<number>().as('count')])
        .where('told_at', 'is', null)
        .groupBy('study')
        .execute()
    ).map(({ study, count }) => [study, count]),
  )

/** Writes how alarms were told; at no moment where they wait for somebody who could be told. */
export const markTold = async (
  db: Kysely<Database>,
  keys: readonly string[],
  at: string | null,
  how: string,
): Promise<void> => {
  await db.updateTable('alarm').set({ told_at: at, told_how: how }).where('alarm_key', 'in', keys).execute()
}
