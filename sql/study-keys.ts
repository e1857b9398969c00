import type { Kysely } from 'kysely'
import type { Database } from './tables.js'

/** The check value of the key that a study's subjects are hashed with; null before the study's first run. */
export const selectKeyCheck = async (db: Kysely<Database>, study: string): Promise<string | null> =>
  (await db.selectFrom('study_key').select('key_check').where('study', '=', study).executeTakeFirst())?.key_check ??
  null

/** Stores the check value of a study's key at its first use, and gives the one that is stored: the first stays. */
export const settleKeyCheck = async (
  db: Kysely<Database>,
  study: string,
  keyCheck: string,
  since: string,
): Promise<string> => {
  await db
    .insertInto('study_key')
    .values({ study, key_check: keyCheck, since })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return (await db.selectFrom('study_key').select('key_check').where('study', '=', study).executeTakeFirstOrThrow())
    .key_check
}
