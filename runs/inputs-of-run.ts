import { selectBatch, selectBatchExports } from '../sql/batches.js'
import { selectRunSites } from '../sql/runs.js'
import type { Dependencies } from '../stages/dependencies.js'
import type { RunContext } from './run-context.js'
import { type KeptInputs, listRunInputs, type RunInputs } from './run-inputs.js'

/** The closed list of what a run depends on, whole again; null for a run whose sites were not settled. */
export const inputsOfRun = async (
  { database }: Dependencies['store'],
  { run, study }: Pick<RunContext, 'run' | 'study'>,
): Promise<RunInputs | null> => {
  // What was stored is what settling the sites listed.
  const kept = run.inputs as KeptInputs | null
  if (kept === null) return null
  const { sites, ...rest } = kept
  if (sites !== undefined) return { ...rest, sites }
  const rows = new Map((await selectRunSites(database, run.run_id)).map(row => [row.site, row]))
  const settled = await Promise.all(
    study.sites
      .flatMap(site => {
        const row = rows.get(site)
        return row === undefined ? [] : [row]
      })
      .map(async ({ site, state, batch_id: id }) => {
        const batch = id === null ? null : ((await selectBatch(database, id)) ?? null)
        return { site, state, batch, receipts: id === null ? [] : await selectBatchExports(database, id) }
      }),
  )
  const { runDay, decisions, dataCut } = rest
  return { ...rest, sites: listRunInputs(run, { runDay, dataCut: dataCut.resolved, decisions, sites: settled }).sites }
}
