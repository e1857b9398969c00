import { type Kysely, sql } from 'kysely'

/** Alarms of a study without a keeper wait for one; those that were written off as told wait again. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table alarm
      drop constraint alarm_check,
      add constraint alarm_told_somehow check (told_at is null or told_how is not null)`.execute(db)
  await sql`update alarm set told_at = null where told_how = 'operations.yaml names no keeper'`.execute(db)
}
