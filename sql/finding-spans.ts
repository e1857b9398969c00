import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Severity } from '../words/severity.js'
import { retold, type Told } from '../words/told.js'
import type { Transaction } from './connect.js'
import { copyRows } from './copy-rows.js'
import type { Database } from './tables.js'

/** A finding of a run under its lasting id, as the ledger keeps it. */
export interface LedgerFinding {
  readonly id: string
  readonly rule: string
  readonly site: string
  readonly fileId: string | null
  readonly column: Told | null
  readonly displayId: string | null
  readonly severity: Severity
  readonly message: Told
}

/** The run that looked, and at which sites. */
export interface LedgerRun {
  readonly study: string
  readonly run: string
  /** Its place in the order of opening. */
  readonly opened: number
  readonly day: string
  /** Findings of a site at which nobody looked stay as they were. */
  readonly looked: ReadonlySet<string>
}

/** A finding with the day since which it is there. */
export interface KnownSince {
  readonly since: string
  readonly isNew: boolean
}

/** What the ledger says of a run: since when its findings are there, and which are there no more. */
export interface LedgerOfRun {
  readonly open: ReadonlyMap<string, KnownSince>
  readonly resolved: readonly (LedgerFinding & { readonly since: string })[]
}

const columns = [
  ...(['study', 'finding_id', 'from_run', 'from_opened', 'from_day'] as const),
  ...(['rule', 'site', 'file_id', 'column_name', 'display_id', 'severity', 'message'] as const),
]

const openSpans = async (client: pg.PoolClient, study: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ finding_id: string; site: string }>(
    'select finding_id, site from finding_span where study = $1 and to_opened is null',
    [study],
  )
  return new Map(rows.map(row => [row.finding_id, row.site]))
}

/**
 * Writes what came and what went with a run: spans of new findings begin, those of findings that are there no more end. What
 * stays is not written, so a second attempt writes nothing. Gives back how many began and ended.
 */
export const keepSpans = async (
  { client }: Transaction,
  { study, run, opened, day, looked }: LedgerRun,
  findings: readonly LedgerFinding[],
): Promise<{ readonly began: number; readonly ended: number }> => {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`findings/${study}`])
  const open = await openSpans(client, study)
  const now = new Set(findings.map(({ id }) => id))
  const fresh = findings.filter(({ id }) => !open.has(id))
  const gone = [...open].filter(([id, site]) => !now.has(id) && looked.has(site)).map(([id]) => id)
  await copyRows(
    client,
    'finding_span',
    columns,
    fresh.map(each => [
      ...[study, each.id, run, opened, day],
      ...[each.rule, each.site, each.fileId, each.column, each.displayId, each.severity, each.message],
    ]),
  )
  await client.query(
    'update finding_span set to_run = $3, to_opened = $4 where study = $1 and to_opened is null and finding_id = any($2)',
    [study, gone, run, opened],
  )
  return { began: fresh.length, ended: gone.length }
}

/**
 * What the ledger says of a run, beside the last report: a finding is new where its span begins after that report, and
 * resolved where the report had it and the run has it no more.
 */
export const selectLedger = async (
  db: Kysely<Database>,
  study: string,
  { opened, reported }: { readonly opened: number; readonly reported: number },
): Promise<LedgerOfRun> => {
  const open = await db
    .selectFrom('finding_span')
    .select(['finding_id', 'from_day', 'from_opened'])
    .where('study', '=', study)
    .where('from_opened', '<=', opened)
    .where(where => where.or([where('to_opened', 'is', null), where('to_opened', '>', opened)]))
    .execute()
  const resolved = await db
    .selectFrom('finding_span')
    .selectAll()
    .where('study', '=', study)
    .where('from_opened', '<=', reported)
    .where('to_opened', '>', reported)
    .where('to_opened', '<=', opened)
    .orderBy('finding_id')
    .execute()
  return {
    open: new Map(open.map(row => [row.finding_id, { since: row.from_day, isNew: row.from_opened > reported }])),
    resolved: resolved.map(row => ({
      id: row.finding_id,
      rule: row.rule,
      site: row.site,
      fileId: row.file_id,
      column: row.column_name === null ? null : retold(row.column_name),
      displayId: row.display_id,
      severity: row.severity,
      message: retold(row.message),
      since: row.from_day,
    })),
  }
}
