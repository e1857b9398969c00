import { type Kysely, sql } from 'kysely'

/** What depends on the day alone is judged for each run: sites whose data are too old, and waivers; runs of before judged none. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table run add column judgements json not null default '[]'`.execute(db)
}
