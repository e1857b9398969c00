import type { Insertable, Kysely, Selectable } from 'kysely'
import type { AcceptanceTable } from './tables-acceptance.js'
import type { Database } from './tables.js'
import { retold, type Told } from '../words/told.js'
import { acceptedStatuses } from '../words/run-status.js'

/** How a site's export was judged in one run, as stored. */
export type AcceptanceRow = Selectable<AcceptanceTable>

/** Stores how a site's export was judged, with the decisions that let it through. */
export const insertAcceptance = async (
  db: Kysely<Database>,
  acceptance: Insertable<AcceptanceTable>,
  decisions: readonly string[],
): Promise<void> => {
  const { run_id, site } = acceptance
  await db.insertInto('acceptance').values(acceptance).execute()
  for (const decision_id of decisions)
    await db.insertInto('acceptance_decision').values({ run_id, site, decision_id }).execute()
}

/** How the exports of a run were judged, by site. */
export const selectAcceptances = async (db: Kysely<Database>, runId: string): Promise<readonly AcceptanceRow[]> =>
  db.selectFrom('acceptance').selectAll().where('run_id', '=', runId).orderBy('site').execute()

/** How a batch was judged when it was accepted last; undefined where it never was. */
export const selectAcceptanceOfBatch = async (
  db: Kysely<Database>,
  batchId: string,
): Promise<AcceptanceRow | undefined> =>
  db
    .selectFrom('acceptance')
    .innerJoin('run', 'run.run_id', 'acceptance.run_id')
    .selectAll('acceptance')
    .where('acceptance.batch_id', '=', batchId)
    .where('acceptance.outcome', '=', 'accepted')
    .orderBy('run.opened', 'desc')
    .limit(1)
    .executeTakeFirst()

/** What a file of an export is known by: the hash of its bytes, or the names and ids that it is shown by. */
export type KnownFile =
  { readonly exportId: string } | { readonly names: readonly string[]; readonly fileIds: readonly string[] }

/** The last judgement that refused an export of a site, by the hash, name or id of a file in it. */
export const selectLastRefusal = async (
  db: Kysely<Database>,
  study: string,
  site: string,
  file: KnownFile,
): Promise<{ readonly acceptance: AcceptanceRow; readonly exportId: string; readonly file: Told } | undefined> => {
  const found = await db
    .selectFrom('acceptance')
    .innerJoin('batch', 'batch.batch_id', 'acceptance.batch_id')
    .innerJoin('batch_export', 'batch_export.batch_id', 'batch.batch_id')
    .innerJoin('run', 'run.run_id', 'acceptance.run_id')
    .selectAll('acceptance')
    .select(['batch_export.export_id as found_export', 'batch_export.file_name as found_file'])
    .where('batch.study', '=', study)
    .where('acceptance.site', '=', site)
    .where('acceptance.outcome', '=', 'refused')
    .$if('exportId' in file, query =>
      query.where('batch_export.export_id', '=', 'exportId' in file ? file.exportId : ''),
    )
    .$if('names' in file, query =>
      query.where(either =>
        either.or([
          either('batch_export.file_name', 'in', 'names' in file ? [...file.names, ''] : ['']),
          either('batch_export.file_id', 'in', 'names' in file ? [...file.fileIds, ''] : ['']),
        ]),
      ),
    )
    .orderBy('run.opened', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (found === undefined) return undefined
  const { found_export, found_file, ...acceptance } = found
  return { acceptance, exportId: found_export, file: retold(found_file) }
}

/**
 * Files of a batch that are none of the last accepted one's, but whose bytes a report used before that one was accepted.
 * What a report used after it, by a decision undone since, is no older file: it is judged like any other.
 */
export const selectOlderFiles = async (
  db: Kysely<Database>,
  batch: { readonly study: string; readonly site: string; readonly batchId: string },
  lastBatchId: string,
): Promise<readonly Told[]> =>
  (
    await db
      .selectFrom('batch_export as own')
      .innerJoin('batch_export as earlier', join =>
        join.onRef('earlier.export_id', '=', 'own.export_id').onRef('earlier.file_id', '=', 'own.file_id'),
      )
      .innerJoin('run_site', 'run_site.batch_id', 'earlier.batch_id')
      .innerJoin('run', 'run.run_id', 'run_site.run_id')
      .select('own.file_name')
      .distinct()
      .where('own.batch_id', '=', batch.batchId)
      .where('run.study', '=', batch.study)
      .where('run_site.site', '=', batch.site)
      .where('run.status', 'in', acceptedStatuses)
      .where('run.opened', '<', query =>
        query
          .selectFrom('acceptance')
          .innerJoin('run as accepting', 'accepting.run_id', 'acceptance.run_id')
          .select(({ fn }) => fn.max('accepting.opened').as('opened'))
          .where('acceptance.batch_id', '=', lastBatchId)
          .where('acceptance.outcome', '=', 'accepted'),
      )
      .where('own.export_id', 'not in', query =>
        query.selectFrom('batch_export').select('export_id').where('batch_id', '=', lastBatchId),
      )
      .orderBy('own.file_name')
      .execute()
  ).map(({ file_name }) => retold(file_name))

/** Files of a batch whose bytes another site of the study delivered, with that site. */
export const selectExportsOfOtherSites = async (
  db: Kysely<Database>,
  batchId: string,
): Promise<readonly { readonly fileId: string; readonly file: Told; readonly site: string }[]> => {
  const rows = await db
    .selectFrom('batch_export')
    .innerJoin('batch', 'batch.batch_id', 'batch_export.batch_id')
    .innerJoin('export as own', join =>
      join
        .onRef('own.export_id', '=', 'batch_export.export_id')
        .onRef('own.file_id', '=', 'batch_export.file_id')
        .onRef('own.study', '=', 'batch.study')
        .onRef('own.site', '=', 'batch.site'),
    )
    .innerJoin('export as other', join =>
      join.onRef('other.export_id', '=', 'own.export_id').onRef('other.study', '=', 'own.study'),
    )
    .innerJoin('batch_export as theirs', 'theirs.export_id', 'other.export_id')
    .innerJoin('run_site', 'run_site.batch_id', 'theirs.batch_id')
    .innerJoin('run', 'run.run_id', 'run_site.run_id')
    .select(['own.file_id as fileId', 'batch_export.file_name as file', 'other.site as site'])
    .distinct()
    .where('batch_export.batch_id', '=', batchId)
    .whereRef('other.site', '!=', 'own.site')
    .whereRef('run_site.site', '=', 'other.site')
    .whereRef('run.study', '=', 'own.study')
    .where('run.status', 'in', acceptedStatuses)
    .orderBy('own.file_id')
    .execute()
  return rows.map(row => ({ ...row, file: retold(row.file) }))
}
