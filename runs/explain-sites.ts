import { selectMakersOfBatches } from '../sql/batch-makers.js'
import { type BatchRow, type ExportRow, selectBatch, selectBatchExports, selectMapping } from '../sql/batches.js'
import { type DifferingParts, siteCauses, siteDetails } from './explain-parts.js'
import { readRun } from './run-context.js'
import type { Store } from '../sql/connect.js'
import { type RunRow, selectRunSites } from '../sql/runs.js'
import { readBy } from './mapping-hash.js'

/** Where the rows come from that a site brings to a run: an earlier run read them, or this one did, and why. */
export interface ExplainedSite {
  readonly site: string
  /** Whether this run read them. */
  readonly made: boolean
  /** The run that read them; null where that run was removed. */
  readonly readBy: string | null
  /** What differs from what the last report had of the site, by name, whoever read it. */
  readonly because: readonly string[]
  /** Which parts of these differ, where that is known. */
  readonly details: DifferingParts
  /** Whether the rows that this run read are those of the last report all the same, so that what follows is found. */
  readonly equal: boolean
}

/** A batch with its receipts. */
interface Brought {
  readonly batch: BatchRow
  readonly receipts: readonly ExportRow[]
  /** Hash of the mapping that it was read by, as it would be today. */
  readonly mapping: string
}

const exportsOf = ({ receipts }: Brought): ReadonlyMap<string, string> =>
  new Map(
    receipts.map(({ file_id: file, export_id: content, file_name: name, received_on: day }) => [
      file,
      JSON.stringify([content, name, day]),
    ]),
  )

const differing = (now: Brought, before: Brought | null): readonly string[] => {
  if (before === null) return ['no report before this one has it']
  const [files, last] = [exportsOf(now), exportsOf(before)]
  const changed = [...new Set([...last.keys(), ...files.keys()])].filter(file => files.get(file) !== last.get(file))
  const parts = ['settings_hash', 'code_version', 'key_check'] as const
  const names = [
    ...changed.map(file => `file ${file}`),
    ...(now.mapping === before.mapping ? [] : ['mapping_hash']),
    ...parts.filter(part => now.batch[part] !== before.batch[part]),
  ]
  // What else a batch is known by are words of the study that say how a coded column may be read.
  return names.length === 0 ? ['settings_hash'] : names
}

const broughtTo = async (store: Store, runId: string): Promise<ReadonlyMap<string, Brought>> => {
  const { database } = store
  const found = new Map<string, Brought>()
  for (const { site, batch_id: id } of await selectRunSites(database, runId)) {
    const batch = id === null ? undefined : await selectBatch(database, id)
    if (batch === undefined) continue
    const receipts = await selectBatchExports(database, batch.batch_id)
    found.set(site, { batch, receipts, mapping: await readBy(store, batch.mapping_hash) })
  }
  return found
}

/** For each site that brings rows to a run: whether the run found them, and which run read them, or read them itself, and why. */
export const explainSites = async (
  store: Store,
  run: Pick<RunRow, 'run_id' | 'previous_run_id'>,
): Promise<readonly ExplainedSite[]> => {
  const [now, before] = [
    await broughtTo(store, run.run_id),
    run.previous_run_id === null ? new Map<string, Brought>() : await broughtTo(store, run.previous_run_id),
  ]
  const makers = await selectMakersOfBatches(
    store.database,
    [...now.values()].map(({ batch }) => batch.batch_id),
  )
  const changed = [...now].some(
    ([site, { batch }]) => before.has(site) && before.get(site)?.batch.batch_id !== batch.batch_id,
  )
  const runs =
    run.previous_run_id === null || !changed
      ? null
      : ([await readRun({ store }, run.previous_run_id), await readRun({ store }, run.run_id)] as const)
  const detailsOf = async (own: Brought, last: Brought | null): Promise<DifferingParts> => {
    if (runs === null || last === null || last.batch.batch_id === own.batch.batch_id) return {}
    const mappingOf = ({ batch }: Brought): Promise<unknown> => selectMapping(store.database, batch.mapping_hash)
    return siteDetails(...runs, { before: await mappingOf(last), now: await mappingOf(own) })
  }
  const causes = (own: Brought, last: Brought | null): readonly string[] =>
    runs === null ? differing(own, last) : siteCauses(differing(own, last), ...runs)
  const explained = async ([site, brought]: readonly [string, Brought]): Promise<ExplainedSite> => {
    const reader = makers.get(brought.batch.batch_id) ?? null
    const made = reader === run.run_id
    const last = before.get(site) ?? null
    const rows = brought.batch.rows_hash
    return {
      site,
      made,
      readBy: reader,
      because: made || last?.batch.batch_id !== brought.batch.batch_id ? causes(brought, last) : [],
      details: await detailsOf(brought, last),
      equal: made && rows !== null && rows === last?.batch.rows_hash,
    }
  }
  return Promise.all([...now].map(explained))
}
