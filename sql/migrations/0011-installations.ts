import { type Kysely, sql } from 'kysely'

/** A run says which installation began it: another one, with a Temporal server of its own, cannot tell whether it goes on. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table run add column installation text`.execute(db)
}
