import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Told } from '../words/told.js'
import type { WaiverTable } from './tables-findings.js'
import type { Database } from './tables.js'

/** A waiver of a named person, as stored. */
export type WaiverRow = Selectable<WaiverTable>

/** Stores a waiver. */
export const insertWaiver = async (db: Kysely<Database>, waiver: Insertable<WaiverTable>): Promise<void> => {
  await db.insertInto('waiver').values(waiver).execute()
}

/** The waivers of a study, undone ones too, the oldest first. */
export const selectWaivers = async (db: Kysely<Database>, study: string): Promise<readonly WaiverRow[]> =>
  db.selectFrom('waiver').selectAll().where('study', '=', study).orderBy('decided_at').orderBy('waiver_id').execute()

/** Takes a waiver back, with who and why; one that is undone already stays as it was undone. */
export const undoWaiver = async (
  db: Kysely<Database>,
  waiverId: string,
  undone: { readonly by: string; readonly because: Told; readonly at: string },
): Promise<void> => {
  await db
    .updateTable('waiver')
    .set({ undone_by: undone.by, undone_because: undone.because, undone_at: undone.at })
    .where('waiver_id', '=', waiverId)
    .where('undone_at', 'is', null)
    .execute()
}
