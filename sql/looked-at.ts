import type { Kysely } from 'kysely'
import type { LookedAt } from '../words/looked-at.js'
import { retold } from '../words/told.js'
import { stages } from '../words/stages.js'
import { byBytes } from './byte-order.js'
import { isStageDone } from './stages.js'
import type { Database } from './tables.js'

/**
 * Writes which files of a site a run looked at, replacing what was written of an earlier look. Where its sites are settled
 * nothing is written: an attempt that was given up long ago has no say in what the report goes by.
 */
export const replaceLookedAt = async (
  db: Kysely<Database>,
  { runId, site }: { readonly runId: string; readonly site: string },
  files: readonly LookedAt[],
): Promise<void> => {
  if (await isStageDone(db, runId, stages.settleSites.mark)) return
  await db.deleteFrom('looked_at_file').where('run_id', '=', runId).where('site', '=', site).execute()
  if (files.length === 0) return
  await db
    .insertInto('looked_at_file')
    .values(
      files.map(({ file, bytes, sha256, rows, blankRows, notRead }, place) => ({
        ...{ run_id: runId, site, place, file_name: file, bytes, export_id: sha256 },
        ...{ rows, blank_rows: blankRows, not_read: notRead },
      })),
    )
    // Two attempts may look at once; they see the same files.
    .onConflict(met =>
      met.columns(['run_id', 'site', 'place']).doUpdateSet(row => ({
        file_name: row.ref('excluded.file_name'),
        bytes: row.ref('excluded.bytes'),
        export_id: row.ref('excluded.export_id'),
        rows: row.ref('excluded.rows'),
        blank_rows: row.ref('excluded.blank_rows'),
        not_read: row.ref('excluded.not_read'),
      })),
    )
    .execute()
}

/** Writes what became of a file of a site, by its place among those that a run looked at, unless its sites are settled. */
export const updateLookedAt = async (
  db: Kysely<Database>,
  { runId, site }: { readonly runId: string; readonly site: string },
  place: number,
  { bytes, sha256, rows, blankRows, notRead }: Partial<Omit<LookedAt, 'file'>>,
): Promise<void> => {
  const settled = db
    .selectFrom('run_stage')
    .select('stage')
    .where('run_id', '=', runId)
    .where('stage', '=', stages.settleSites.mark)
  await db
    .updateTable('looked_at_file')
    .set({ bytes, export_id: sha256, rows, blank_rows: blankRows, not_read: notRead })
    .where('run_id', '=', runId)
    .where('site', '=', site)
    .where('place', '=', place)
    .where(where => where.not(where.exists(settled)))
    .execute()
}

/** The files that a run looked at, site by site in the order of their mappings. */
export const selectLookedAt = async (
  db: Kysely<Database>,
  runId: string,
): Promise<readonly (LookedAt & { readonly site: string })[]> =>
  (
    await db
      .selectFrom('looked_at_file')
      .selectAll()
      .where('run_id', '=', runId)
      .orderBy(byBytes('site'))
      .orderBy('place')
      .execute()
  ).map(({ site, file_name: file, bytes, export_id: sha256, rows, blank_rows: blankRows, not_read: notRead }) => ({
    ...{ site, bytes, sha256, rows, blankRows },
    file: retold(file),
    notRead: notRead === null ? null : retold(notRead),
  }))
