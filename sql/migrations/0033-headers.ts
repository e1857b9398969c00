import { type Kysely, sql } from 'kysely'

/** The headers of each file are kept by their keyed hashes, so that a new column is seen; nobody kept them for files of before. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table batch_export add column headers json`.execute(db)
}
