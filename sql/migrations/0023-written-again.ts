import { type Kysely, sql } from 'kysely'

/** A report that was written again because a file of the last one was gone or changed says so; reports of before did not. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table run add column written_again text`.execute(db)
}
