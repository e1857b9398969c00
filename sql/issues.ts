import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { RecordIssue } from '../harmonize/shared-row.js'
import { byBytes } from './byte-order.js'
import { copyRows } from './copy-rows.js'
import type { Database } from './tables.js'
import { retold } from '../words/told.js'

/** How many issues a batch has. */
export const countIssues = async (db: Kysely<Database>, batchId: string): Promise<number> =>
  (
    await db
      .selectFrom('record_issue')
      .select(({ fn }) => fn.countAll<number>().as('issues'))
      .where('batch_id', '=', batchId)
      .executeTakeFirstOrThrow()
  ).issues

/** Writes issues of a batch after those that it has. */
export const copyIssues = async (
  client: pg.PoolClient,
  batchId: string,
  issues: readonly RecordIssue[],
  after: number,
): Promise<void> => {
  await copyRows(
    client,
    'record_issue',
    ['batch_id', 'sequence', 'file', 'sheet', 'row', 'column_name', 'subject_key', 'kind', 'effect', 'message'],
    issues.map((issue, index) => [
      batchId,
      after + index,
      issue.file,
      issue.sheet,
      issue.row,
      issue.column,
      issue.subjectKey,
      issue.kind,
      issue.effect,
      issue.message,
    ]),
  )
}

/** The issues of a batch that hold a value of a subject from one key to another. */
export const selectHoldingIssues = async (
  db: Kysely<Database>,
  batchId: string,
  firstKey: string,
  lastKey: string,
): Promise<readonly Pick<RecordIssue, 'file' | 'sheet' | 'row' | 'column' | 'kind' | 'effect'>[]> => {
  const rows = await db
    .selectFrom('record_issue')
    .select(['file', 'sheet', 'row', 'column_name', 'kind'])
    .where('batch_id', '=', batchId)
    .where('effect', '=', 'value held')
    .where(byBytes('subject_key'), '>=', firstKey)
    .where(byBytes('subject_key'), '<=', lastKey)
    .orderBy('sequence')
    .execute()
  return rows.map(row => ({
    file: retold(row.file),
    sheet: retold(row.sheet),
    row: row.row,
    column: row.column_name === null ? null : retold(row.column_name),
    kind: row.kind,
    effect: 'value held',
  }))
}

/** The display ids of the subjects that a batch has issues of, by subject key: one look at the site's ids, whatever their number. */
const idsOfTroubled = async (db: Kysely<Database>, batchId: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ readonly key: string; readonly id: string }>`
    with troubled as materialized (
      select distinct subject_key from record_issue where batch_id = ${batchId} and subject_key is not null),
    site as materialized (
      select identity.keys, identity.display_ids from identity_block identity join batch using (study, site)
      where batch.batch_id = ${batchId} and exists (select 1 from troubled))
    select met.key, met.id from site cross join lateral unnest(site.keys, site.display_ids) as met(key, id)
    where met.key in (select subject_key from troubled)`.execute(db)
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** The record issues of a batch with the display ids of their subjects, in the order found. */
export const selectIssues = async (
  db: Kysely<Database>,
  batchId: string,
  site: string,
): Promise<readonly (RecordIssue & { readonly displayId: string | null })[]> => {
  const displayIds = await idsOfTroubled(db, batchId)
  const rows = await db
    .selectFrom('record_issue')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('sequence')
    .execute()
  return rows.map(row => ({
    site,
    file: retold(row.file),
    sheet: retold(row.sheet),
    row: row.row,
    column: row.column_name === null ? null : retold(row.column_name),
    subjectKey: row.subject_key,
    kind: row.kind,
    effect: row.effect as RecordIssue['effect'],
    message: retold(row.message),
    displayId: row.subject_key === null ? null : (displayIds.get(row.subject_key) ?? null),
  }))
}
