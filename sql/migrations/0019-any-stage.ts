import { type Kysely, sql } from 'kysely'

/** The stages whose outputs are kept are named by their catalogue alone, so that a new one is no change of the schema. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table content drop constraint content_stage_check`.execute(db)
}
