import type { Kysely } from 'kysely'
import type { Database } from './tables.js'

/** The ids of people's named decisions that are in force for a study; none can be made yet. */
export const selectDecisionsInForce: (db: Kysely<Database>, study: string) => Promise<readonly string[]> = () =>
  Promise.resolve([])
