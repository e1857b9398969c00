import type { ReportedChange } from '../reports/report-input.js'
import type { Store } from '../sql/connect.js'
import { selectBatch, selectBatchExports, selectRowsHashes } from '../sql/batches.js'
import { countEventsOfSite, countSubjectsOfSite } from '../sql/cohort-counts.js'
import { selectPersonDecisions } from '../sql/person-decisions.js'
import { selectDecisions } from '../sql/decisions.js'
import { selectRunSites } from '../sql/runs.js'
import { changesBetween, type RunBrought, type SiteBrought } from './changes-between.js'
import type { Dependencies } from '../stages/dependencies.js'
import { stageNamed } from '../words/stages.js'
import { selectRunOutputs } from '../sql/run-outputs.js'
import { retold, type Told, told, toldId } from '../words/told.js'
import { mappingHash, readBy } from './mapping-hash.js'
import { type RunContext, readRun } from './run-context.js'
import type { KeptInputs } from './run-inputs.js'

/** Subjects met, and events by endpoint among the eligible, of one site in one run. */
const siteCounts = async ({ database }: Store, runId: string, site: string): Promise<SiteBrought['counts']> => {
  const subjects = await countSubjectsOfSite(database, runId, site)
  const events = await countEventsOfSite(database, runId, site)
  return { subjects, ...Object.fromEntries(events.map(row => [`${row.endpoint} events`, row.events])) }
}

const decisionsOf = async ({ database }: Store, { run }: RunContext): Promise<RunBrought['decisions']> => {
  const counted = (run.inputs as KeptInputs | null)?.decisions ?? []
  const ofExports = (await selectDecisions(database, run.study))
    .filter(({ decision_id: id }) => counted.includes(id))
    .map(({ decision_id: id, site, decided_by: by }) => ({ id, site, by: retold(by) }))
  const ofPersons = (await selectPersonDecisions(database, run.study))
    .filter(({ decision_id: id }) => counted.includes(id))
    .map(({ decision_id: id, decided_by: by, same, ...of }) => {
      const both = told`${toldId(of.one_display_id)} of ${toldId(of.one_site)} and ${toldId(of.other_display_id)} of ${toldId(of.other_site)}`
      const about = same ? told`${both} are one person` : told`${both} are two persons`
      return { id, site: of.one_site, by: retold(by), about }
    })
  return [...ofExports, ...ofPersons]
}

/** The code that made what each stage of a run keeps; what its sites brought may have been made by several versions. */
const codeOf = async ({ database }: Store, runId: string): Promise<RunBrought['code']> => {
  const code = new Map<Told, string>()
  const versions = new Set<string>()
  for (const { batch_id } of await selectRunSites(database, runId)) {
    const batch = batch_id === null ? undefined : await selectBatch(database, batch_id)
    if (batch !== undefined) versions.add(batch.code_version)
  }
  code.set(told`reading and harmonizing`, [...versions].sort().join(' '))
  for (const { stage, parts } of await selectRunOutputs(database, runId)) {
    const words = stageNamed(stage)?.words
    if (words !== undefined && parts['code'] !== undefined) code.set(retold(words), parts['code'])
  }
  return code
}

const brought = async (store: Store, context: RunContext): Promise<RunBrought> => {
  const { run_id: runId } = context.run
  const sites = new Map<string, SiteBrought>()
  const rowsOf = new Map((await selectRowsHashes(store.database, runId)).map(({ site, hash }) => [site, hash]))
  for (const row of await selectRunSites(store.database, runId)) {
    const receipts = row.batch_id === null ? [] : await selectBatchExports(store.database, row.batch_id)
    const exports = receipts.map(receipt => `${receipt.file_id} ${receipt.export_id}`)
    const rows = rowsOf.get(row.site) ?? null
    const mapping = row.batch_id === null ? null : await readBy(store, row.mapping_hash)
    const own = context.mappings[row.site]
    const readByOwn = own !== undefined && mapping === mappingHash(own)
    const counts = await siteCounts(store, runId, row.site)
    sites.set(row.site, { row, exports, rows, readBy: mapping, readByOwn, counts })
  }
  return { context, sites, decisions: await decisionsOf(store, context), code: await codeOf(store, runId) }
}

/** What changed since the last reported run, by cause: data and mapping by site, decisions, protocol, code, data cut. */
export const whatChanged = async (
  { store }: Pick<Dependencies, 'store'>,
  now: RunContext,
): Promise<readonly ReportedChange[]> => {
  if (now.run.previous_run_id === null) return []
  const before = await readRun({ store }, now.run.previous_run_id)
  return changesBetween(await brought(store, before), await brought(store, now))
}
