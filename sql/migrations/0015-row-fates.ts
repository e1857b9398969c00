import { type Kysely, sql } from 'kysely'

/** What became of each received row is counted for each file; nobody counted it for files of before. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table batch_export add column fates json`.execute(db)
}
