import { type Kysely, sql } from 'kysely'
import { retold, type Told } from '../words/told.js'
import type { Database } from './tables.js'
import type { DomainRowColumns, DomainViews } from './tables-domains.js'

/** A received row of a batch as it passed the door: whose it is, or why it is held. */
export interface SourceRow {
  readonly subjectKey: string
  readonly displayId: string | null
  readonly held: Told | null
}

/** A row of the shared schema that a received row made. */
export interface MadeRow extends Pick<DomainRowColumns, 'received' | 'missing'> {
  readonly domain: keyof DomainViews
  /** Columns of its view that say something, by name. */
  readonly values: Readonly<Record<string, string | number | boolean>>
}

/** An issue of a received row. */
export interface IssueOfRow {
  readonly column: Told | null
  readonly kind: string
  readonly effect: string
  readonly message: Told
}

/** The views of the shared schema. */
const views: Readonly<Record<keyof DomainViews, true>> = {
  ...{ subject: true, disease: true, medical_history: true, exposure: true, procedure: true, lab: true },
  ...{ assessment: true, tumour: true, response: true, adverse_event: true, contact: true, disposition: true },
}

interface Place {
  readonly batchId: string
  readonly fileId: string
  readonly row: number
}

/** A received row with its subject; undefined where the door let none in from there. */
export const selectSourceRow = async (
  db: Kysely<Database>,
  { batchId, fileId, row }: Place,
): Promise<SourceRow | undefined> => {
  const { rows } = await sql<{ key: string; id: string | null; held: string | null }>`
    select source.subject_key as key, identity.display_id as id, source.held
    from source_record source join batch using (batch_id)
    left join subject_identity identity
      on identity.study = batch.study and identity.site = batch.site and identity.subject_key = source.subject_key
    where source.batch_id = ${batchId} and source.file_id = ${fileId} and source."row" = ${row} limit 1`.execute(db)
  const [found] = rows
  return found === undefined
    ? undefined
    : { subjectKey: found.key, displayId: found.id, held: found.held === null ? null : retold(found.held) }
}

const own = new Set(['batch_id', 'subject_key', 'file_id', 'row', 'block', 'received', 'missing'])

const madeRow = (domain: keyof DomainViews, row: DomainRowColumns): MadeRow => ({
  domain,
  received: row.received,
  missing: row.missing,
  values: Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      own.has(name) || value === null || typeof value === 'object' ? [] : [[name, value as string | number | boolean]],
    ),
  ),
})

/** The rows of the shared schema that a received row of a subject made, domain by domain. */
export const selectMadeRows = async (
  db: Kysely<Database>,
  { batchId, fileId, row }: Place,
  subjectKey: string,
): Promise<readonly MadeRow[]> => {
  const made: MadeRow[] = []
  for (const domain of Object.keys(views) as (keyof DomainViews)[]) {
    const { rows } = await sql<DomainRowColumns>`
      select * from ${sql.table(domain)}
      where batch_id = ${batchId} and subject_key = ${subjectKey} and file_id = ${fileId} and "row" = ${row}`.execute(
      db,
    )
    made.push(...rows.map(each => madeRow(domain, each)))
  }
  return made
}

/** What was wrong in a row of a file, in the order found. */
export const selectIssuesOfRow = async (
  db: Kysely<Database>,
  batchId: string,
  { file, sheets, row }: { readonly file: string; readonly sheets: readonly string[]; readonly row: number },
): Promise<readonly IssueOfRow[]> =>
  (
    await db
      .selectFrom('record_issue')
      .select(['column_name', 'kind', 'effect', 'message'])
      .where('batch_id', '=', batchId)
      .where('file', '=', retold(file))
      .where('sheet', 'in', sheets.map(retold))
      .where('row', '=', row)
      .orderBy('sequence')
      .execute()
  ).map(({ column_name: column, kind, effect, message }) => ({
    column: column === null ? null : retold(column),
    kind,
    effect,
    message: retold(message),
  }))
