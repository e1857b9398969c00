import type { Kysely } from 'kysely'
import type { FileFinding } from '../harmonize/columns/file-finding.js'
import type { RecordIssue, SharedRow, SharedValue } from '../harmonize/shared-row.js'
import { domainNames, fieldsOf } from '../protocol/schema/domains.js'
import { fileMark } from '../words/file-marks.js'
import { type Told, told } from '../words/told.js'
import { byBytes } from './byte-order.js'
import type { Transaction } from './connect.js'
import { copyRows } from './copy-rows.js'
import { columnsOf, type Received, readValue, storeValue, tableName } from './domain-columns.js'
import { copyIssues, countIssues } from './issues.js'
import { json } from './json.js'
import type { Database } from './tables.js'

/** A subject as this batch has it: whose link, and why its whole record is held, if it is. */
export interface HarmonizedSubject {
  readonly subjectKey: string
  readonly linkKey: string | null
  readonly heldBecause: Told | null
}

/** What harmonization writes at once. */
export interface HarmonizedBatch {
  readonly rows: readonly SharedRow[]
  readonly issues: readonly RecordIssue[]
  readonly notes: readonly string[]
  readonly findings: readonly FileFinding[]
  readonly dataDate: string | null
  readonly subjects: readonly HarmonizedSubject[]
  readonly rowsHash: string
}

const provenance = ['batch_id', 'subject_key', 'file_id', 'row', 'received', 'missing'] as const

const receivedOf = (values: Readonly<Record<string, SharedValue>>): Record<string, Received> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      if (value.kind === 'missing') return []
      const unit = value.kind === 'quantity' ? value.receivedUnit : null
      return [[field, unit === null ? { text: value.received } : { text: value.received, unit }]]
    }),
  )

const missingOf = (values: Readonly<Record<string, SharedValue>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => (value.kind === 'missing' ? [[field, value.reason]] : [])),
  )

/** Writes the shared rows and record issues of a batch, replacing what an earlier attempt left, and marks it harmonized. */
export const replaceHarmonized = async (
  { database, client }: Transaction,
  batchId: string,
  batch: HarmonizedBatch,
  at: string,
): Promise<void> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [batchId])
  const state = await database
    .selectFrom('batch')
    .select('harmonized_at')
    .where('batch_id', '=', batchId)
    .executeTakeFirstOrThrow()
  if (state.harmonized_at !== null) return
  await copyRows(
    client,
    'batch_subject',
    ['batch_id', 'subject_key', 'link_key', 'held_because'],
    batch.subjects.map(({ subjectKey, linkKey, heldBecause }) => [batchId, subjectKey, linkKey, heldBecause]),
  )
  for (const domain of new Set(batch.rows.map(row => row.domain))) {
    const rows = batch.rows.filter(row => row.domain === domain)
    const fields = Object.entries(fieldsOf(domain))
    const columns = [...provenance, ...fields.flatMap(([field, kind]) => columnsOf(field, kind))]
    await copyRows(
      client,
      tableName(domain),
      columns,
      rows.map(({ subjectKey, source, values }) => [
        batchId,
        subjectKey,
        source.fileId,
        source.row,
        json(receivedOf(values)),
        json(missingOf(values)),
        ...fields.flatMap(([field, kind]) => storeValue(values[field], kind)),
      ]),
    )
  }
  await copyIssues(client, batchId, batch.issues, await countIssues(database, batchId))
  await database
    .updateTable('batch')
    .set({
      harmonized_at: at,
      notes: json(batch.notes),
      findings: json(batch.findings),
      data_date: batch.dataDate,
      rows_hash: batch.rowsHash,
    })
    .where('batch_id', '=', batchId)
    .execute()
}

/** The shared rows of a batch, by subject key, in the order of domain, file id and row; files stand there by their marks. */
export const selectSharedRows = async (
  db: Kysely<Database>,
  batchId: string,
  site: string,
): Promise<ReadonlyMap<string, readonly SharedRow[]>> => {
  const bySubject = new Map<string, SharedRow[]>()
  for (const domain of domainNames) {
    const fields = Object.entries(fieldsOf(domain))
    const rows = await db
      .selectFrom(tableName(domain))
      .selectAll()
      .where('batch_id', '=', batchId)
      .orderBy(byBytes('file_id'))
      .orderBy('row')
      .execute()
    for (const row of rows) {
      const values: Record<string, SharedValue> = {}
      for (const [field, kind] of fields) {
        const value = readValue(row, field, kind, row.received[field], row.missing[field])
        if (value !== null) values[field] = value
      }
      const shared: SharedRow = {
        domain,
        subjectKey: row.subject_key,
        values,
        source: { site, fileId: row.file_id, file: fileMark(row.file_id), sheet: told`-`, row: row.row },
      }
      const list = bySubject.get(row.subject_key)
      if (list === undefined) bySubject.set(row.subject_key, [shared])
      else list.push(shared)
    }
  }
  return bySubject
}
