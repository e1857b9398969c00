import { type Kysely, sql } from 'kysely'

/** A question says how grave it is; those of before were told as questions alone. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table cohort_query add column severity text not null default 'info'`.execute(db)
}
