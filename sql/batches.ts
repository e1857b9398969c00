import type { Insertable, Kysely, Selectable } from 'kysely'
import type { RecordIssue } from '../harmonize/shared-row.js'
import { byBytes } from './byte-order.js'
import type { Transaction } from './connect.js'
import { copyIssues } from './issues.js'
import { json } from './json.js'
import { copyReceived, type ReceivedParts } from './received.js'
import type { Database } from './tables.js'
import type { BatchExportTable, BatchTable, ExportTable } from './tables-intake.js'
import { acceptedStatuses } from '../words/run-status.js'

/** A batch as stored. */
export type BatchRow = Selectable<BatchTable>

/** A receipt as stored: the content, and how this batch read it. */
export type ExportRow = Selectable<ExportTable> & Omit<Selectable<BatchExportTable>, 'batch_id'>

/** A receipt to store. */
export type NewExport = Insertable<ExportTable> & Omit<Insertable<BatchExportTable>, 'batch_id'>

/** What ingestion writes at once: receipts, the batch, its mapping, its rows, and what was wrong with rows at the door. */
export interface IngestedBatch {
  readonly batch: Insertable<BatchTable>
  /** The site's mapping as resolved, under the batch's hash of it. */
  readonly mapping: unknown
  readonly exports: readonly NewExport[]
  readonly received: ReceivedParts
  readonly issues: readonly RecordIssue[]
}

/** One batch, if it was ingested. */
export const selectBatch = async (db: Kysely<Database>, batchId: string): Promise<BatchRow | undefined> =>
  db.selectFrom('batch').selectAll().where('batch_id', '=', batchId).executeTakeFirst()

/** The mapping that batches of a hash were read through; undefined where an older version did not keep it. */
export const selectMapping = async (db: Kysely<Database>, hash: string): Promise<unknown> =>
  (await db.selectFrom('mapping').select('resolved').where('mapping_hash', '=', hash).executeTakeFirst())?.resolved

/** Writes a batch once, and says how many rows; an equal one that is there already is left as it is. */
export const insertBatch = async (
  { database, client }: Transaction,
  { batch, mapping, exports, received, issues }: IngestedBatch,
): Promise<number> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [batch.batch_id])
  if ((await selectBatch(database, batch.batch_id)) !== undefined) return 0
  for (const { export_id, study, site, file_id, bytes, received_at } of exports) {
    await database
      .insertInto('export')
      .values({ export_id, study, site, file_id, bytes, received_at })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  await database
    .insertInto('mapping')
    .values({ mapping_hash: batch.mapping_hash, resolved: json(mapping) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await database.insertInto('batch').values(batch).execute()
  for (const {
    export_id,
    file_id,
    file_name,
    rows,
    encoding,
    sheets,
    notes,
    received_on,
    fates,
    blank_rows,
    headers,
  } of exports) {
    await database
      .insertInto('batch_export')
      .values({
        ...{ batch_id: batch.batch_id, export_id, file_id, file_name },
        ...{ rows, encoding, sheets, notes, received_on, fates, blank_rows, headers },
      })
      .execute()
  }
  const count = await copyReceived(client, batch.batch_id, received)
  await copyIssues(client, batch.batch_id, issues, 0)
  return count
}

/** The receipts of a batch. */
export const selectBatchExports = async (db: Kysely<Database>, batchId: string): Promise<readonly ExportRow[]> =>
  db
    .selectFrom('batch_export')
    .innerJoin('batch', 'batch.batch_id', 'batch_export.batch_id')
    .innerJoin('export', join =>
      join
        .onRef('export.export_id', '=', 'batch_export.export_id')
        .onRef('export.file_id', '=', 'batch_export.file_id')
        .onRef('export.study', '=', 'batch.study')
        .onRef('export.site', '=', 'batch.site'),
    )
    .selectAll('export')
    .select([
      'batch_export.file_name',
      'batch_export.rows',
      'batch_export.encoding',
      'batch_export.sheets',
      'batch_export.notes',
      'batch_export.received_on',
      'batch_export.fates',
      'batch_export.blank_rows',
      'batch_export.headers',
    ])
    .where('batch_export.batch_id', '=', batchId)
    .orderBy(byBytes('batch_export.file_id'))
    .execute()

/** How many rows the exports of a batch have. */
export const countRowsOfBatch = async (db: Kysely<Database>, batchId: string): Promise<number> =>
  (
    await db
      .selectFrom('batch_export')
      .select(({ fn }) => fn.sum<number | null>('rows').as('rows'))
      .where('batch_id', '=', batchId)
      .executeTakeFirstOrThrow()
  ).rows ?? 0

/** How many rows the exports have that a run counts. */
export const countRowsOfRun = async (db: Kysely<Database>, runId: string): Promise<number> =>
  (
    await db
      .selectFrom('run_site')
      .innerJoin('batch_export', 'batch_export.batch_id', 'run_site.batch_id')
      .select(({ fn }) => fn.sum<number | null>('batch_export.rows').as('rows'))
      .where('run_site.run_id', '=', runId)
      .executeTakeFirstOrThrow()
  ).rows ?? 0

/** When a site's content was met first, by file id and hash; undefined for content that is new. */
export const selectFirstReceipt = async (
  db: Kysely<Database>,
  { study, site, fileId, exportId }: Readonly<Record<'study' | 'site' | 'fileId' | 'exportId', string>>,
): Promise<string | undefined> =>
  (
    await db
      .selectFrom('export')
      .select('received_at')
      .where('study', '=', study)
      .where('site', '=', site)
      .where('file_id', '=', fileId)
      .where('export_id', '=', exportId)
      .executeTakeFirst()
  )?.received_at

/** When the newest export of a batch came; null for a batch without any. */
export const selectLastReceived = async (db: Kysely<Database>, batchId: string): Promise<string | null> =>
  (await selectBatchExports(db, batchId))
    .map(({ received_at }) => received_at)
    .sort()
    .at(-1) ?? null

/**
 * The last accepted batch of a site, hashed with one key: the last one that a run used whose report stands, or which equals
 * one that does, unless the decision that let it through was undone. It is what tonight's export is compared with, and what stands in when that is refused. The
 * last is the one of the run that was opened last, whatever the clock said.
 */
export const selectLastGoodBatch = async (
  db: Kysely<Database>,
  study: string,
  site: string,
  keyCheck: string,
): Promise<BatchRow | undefined> =>
  db
    .selectFrom('run_site')
    .innerJoin('run', 'run.run_id', 'run_site.run_id')
    .innerJoin('batch', 'batch.batch_id', 'run_site.batch_id')
    .selectAll('batch')
    .where('run.study', '=', study)
    .where('run_site.site', '=', site)
    .where('run.status', 'in', acceptedStatuses)
    .where('batch.key_check', '=', keyCheck)
    .where('batch.harmonized_at', 'is not', null)
    .where(condition =>
      condition.not(
        condition.exists(
          condition
            .selectFrom('acceptance')
            .innerJoin('acceptance_decision as used', join =>
              join.onRef('used.run_id', '=', 'acceptance.run_id').onRef('used.site', '=', 'acceptance.site'),
            )
            .innerJoin('decision', 'decision.decision_id', 'used.decision_id')
            .select('decision.decision_id')
            .whereRef('acceptance.batch_id', '=', 'batch.batch_id')
            .where('decision.undone_at', 'is not', null)
            .where('decision.export_id', 'not in', again =>
              again
                .selectFrom('decision as other')
                .select('other.export_id')
                .whereRef('other.study', '=', 'decision.study')
                .whereRef('other.site', '=', 'decision.site')
                .where('other.undone_at', 'is', null),
            ),
        ),
      ),
    )
    .orderBy('run.opened', 'desc')
    .limit(1)
    .executeTakeFirst()

/**
 * The hash of the rows that each site of a run brings, in the order of the sites' ids; a batch of an older version, which kept
 * none, stands for itself.
 */
export const selectRowsHashes = async (
  db: Kysely<Database>,
  runId: string,
): Promise<readonly { readonly site: string; readonly hash: string }[]> =>
  (
    await db
      .selectFrom('run_site')
      .innerJoin('batch', 'batch.batch_id', 'run_site.batch_id')
      .select(['run_site.site', 'batch.rows_hash', 'batch.batch_id'])
      .where('run_site.run_id', '=', runId)
      .orderBy(byBytes('run_site.site'))
      .execute()
  ).map(({ site, rows_hash: hash, batch_id: batch }) => ({ site, hash: hash ?? `batch ${batch}` }))
