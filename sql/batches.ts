import type { Insertable, Kysely, Selectable } from 'kysely'
import type { RecordIssue } from '../harmonize/shared-row.js'
import type { Transaction } from './connect.js'
import { copyIssues } from './issues.js'
import { copyRows } from './copy-rows.js'
import { json } from './json.js'
import type { BatchTable, Database, ExportTable } from './tables.js'

/** A batch as stored. */
export type BatchRow = Selectable<BatchTable>

/** A receipt as stored. */
export type ExportRow = Selectable<ExportTable>

/** A row without identifiers, as stored. */
export interface StoredRecord {
  readonly fileId: string
  readonly file: string
  readonly sheet: string
  readonly row: number
  readonly subjectKey: string
  readonly linkKey: string | null
  readonly openId: string | null
  readonly held: string | null
  readonly cells: Readonly<Record<string, unknown>>
}

/** What ingestion writes at once: receipts, the batch, its rows, and what was wrong with rows at the door. */
export interface IngestedBatch {
  readonly batch: Insertable<BatchTable>
  readonly exports: readonly Insertable<ExportTable>[]
  readonly records: readonly StoredRecord[]
  readonly issues: readonly RecordIssue[]
}

/** One batch, if it was ingested. */
export const selectBatch = async (db: Kysely<Database>, batchId: string): Promise<BatchRow | undefined> =>
  db.selectFrom('batch').selectAll().where('batch_id', '=', batchId).executeTakeFirst()

/** Writes a batch once; an equal one that is there already is left as it is. */
export const insertBatch = async (
  { database, client }: Transaction,
  { batch, exports, records, issues }: IngestedBatch,
): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [batch.batch_id])
  if ((await selectBatch(database, batch.batch_id)) !== undefined) return
  for (const receipt of exports) {
    await database
      .insertInto('export')
      .values(receipt)
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  await database.insertInto('batch').values(batch).execute()
  for (const receipt of exports) {
    await database
      .insertInto('batch_export')
      .values({ batch_id: batch.batch_id, file_id: receipt.file_id, export_id: receipt.export_id })
      .execute()
  }
  await copyRows(
    client,
    'source_record',
    ['batch_id', 'file_id', 'file', 'sheet', 'row', 'subject_key', 'link_key', 'open_id', 'held', 'cells'],
    records.map(record => [
      batch.batch_id,
      record.fileId,
      record.file,
      record.sheet,
      record.row,
      record.subjectKey,
      record.linkKey,
      record.openId,
      record.held,
      json(record.cells),
    ]),
  )
  await copyIssues(client, batch.batch_id, issues, 0)
}

/** The rows of a batch as received, in the files' order. */
export const selectRecords = async (db: Kysely<Database>, batchId: string): Promise<readonly StoredRecord[]> =>
  (
    await db
      .selectFrom('source_record')
      .selectAll()
      .where('batch_id', '=', batchId)
      .orderBy('file_id')
      .orderBy('sheet')
      .orderBy('row')
      .execute()
  ).map(row => ({
    fileId: row.file_id,
    file: row.file,
    sheet: row.sheet,
    row: row.row,
    subjectKey: row.subject_key,
    linkKey: row.link_key,
    openId: row.open_id,
    held: row.held,
    cells: row.cells,
  }))

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
    .where('batch_export.batch_id', '=', batchId)
    .orderBy('export.file_id')
    .execute()

/** The last harmonized batch of a site that a reported run used: what stands in when tonight's export is refused. */
export const selectLastGoodBatch = async (
  db: Kysely<Database>,
  study: string,
  site: string,
): Promise<BatchRow | undefined> =>
  db
    .selectFrom('run_site')
    .innerJoin('run', 'run.run_id', 'run_site.run_id')
    .innerJoin('batch', 'batch.batch_id', 'run_site.batch_id')
    .selectAll('batch')
    .where('run.study', '=', study)
    .where('run_site.site', '=', site)
    .where('run.status', 'in', ['final', 'provisional'])
    .where('batch.harmonized_at', 'is not', null)
    .orderBy('run.started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
