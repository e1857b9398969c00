import { createHash } from 'node:crypto'
import { selectBatch } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { selectIssues } from '../sql/issues.js'
import { selectLookedAt } from '../sql/looked-at.js'
import { selectRunOutputs } from '../sql/run-outputs.js'
import { type RunRow, type RunSiteRow, selectRun, selectRunSites } from '../sql/runs.js'
import { isOwn } from '../words/site-state.js'
import { notLetIn } from './not-let-in.js'
import { runFindings } from './run-findings.js'
import type { KeptInputs } from './run-inputs.js'

/** What of a run decides its report, by name: two runs of equal parts have one report. */
export type ReportParts = Readonly<Record<string, string>>

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const siteParts = ({ site, state, data_date, mapping_hash, failure_kind, reason }: RunSiteRow): unknown =>
  // Whether own data were read now or kept is no difference, unless a reason says so.
  [site, isOwn(state) ? 'own' : state, data_date, mapping_hash, failure_kind, reason]

// The rows of files that were not let in are accounted for too.
const refusedFiles = async ({ database }: Store, run: RunRow, sites: readonly RunSiteRow[]): Promise<unknown> => {
  const lookedAt = await selectLookedAt(database, run.run_id)
  return sites.map(site => notLetIn(site, lookedAt).map(({ file, rows, notRead }) => [file, rows, notRead]))
}

const recordsOf = async ({ database }: Store, { site, batch_id }: RunSiteRow): Promise<unknown> => {
  if (batch_id === null) return [site]
  const batch = await selectBatch(database, batch_id)
  // Rows of a new export are accounted for where no number follows from them; of an older version their batch is all that is known.
  const rows = batch?.rows_hash ?? batch_id
  return [site, rows, batch?.notes, batch?.delivered, await selectIssues(database, batch_id, site)]
}

/**
 * What decides a run's report. The issues of a batch that both runs have are equal without a look: only those of the sites
 * named are read.
 */
export const reportParts = async (store: Store, run: RunRow, differing: ReadonlySet<string>): Promise<ReportParts> => {
  const sites = await selectRunSites(store.database, run.run_id)
  const outputs = await selectRunOutputs(store.database, run.run_id)
  const issues: unknown[] = []
  for (const site of sites) if (differing.has(site.site)) issues.push(await recordsOf(store, site))
  return {
    code: run.code_version,
    libraries: JSON.stringify(run.library_versions),
    protocol: run.protocol_hash,
    key: run.key_check,
    'data cut': run.data_cut ?? '-',
    folder: run.out_folder,
    results: JSON.stringify(outputs.map(({ stage, content }) => [stage, content])),
    sites: JSON.stringify(sites.map(siteParts)),
    'not let in': JSON.stringify(await refusedFiles(store, run, sites)),
    findings: hashOf(await runFindings(store, run.run_id)),
    decisions: JSON.stringify((run.inputs as KeptInputs | null)?.decisions ?? []),
    issues: hashOf(issues),
    day: JSON.stringify(run.judgements),
    waivers: JSON.stringify(run.waivers),
  }
}

/** The sites that two runs have other batches of. */
const otherBatches = async ({ database }: Store, one: RunRow, other: RunRow): Promise<ReadonlySet<string>> => {
  const before = new Map((await selectRunSites(database, other.run_id)).map(row => [row.site, row.batch_id]))
  const now = await selectRunSites(database, one.run_id)
  return new Set(now.filter(({ site, batch_id }) => before.get(site) !== batch_id).map(({ site }) => site))
}

/**
 * The last report of the study, where a run has its rows, numbers, findings and questions again: all that decides them is
 * equal. The names and hashes of the received files may be others. Null where anything differs.
 */
export const equalReport = async (store: Store, run: RunRow): Promise<RunRow | null> => {
  if (run.previous_run_id === null) return null
  const last = await selectRun(store.database, run.previous_run_id)
  if (last === undefined || last.outputs_removed_at !== null) return null
  const differing = await otherBatches(store, run, last)
  const before = await reportParts(store, last, differing)
  const now = await reportParts(store, run, differing)
  return Object.keys(now).every(name => now[name] === before[name]) ? last : null
}
