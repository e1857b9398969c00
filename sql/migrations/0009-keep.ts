import { type Kysely, sql } from 'kysely'

/** Runs whose outputs were removed stay known: what they used goes on to count, and when their outputs went is kept. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table run add column outputs_removed_at timestamptz`.execute(db)
}
