import type { ResolvedStudy } from '../protocol/load-study.js'
import { type RunRow, selectProtocol, selectRun } from '../sql/runs.js'
import type { Dependencies } from './dependencies.js'

/** A run with its protocol as it was when the run was minted, whatever the files say now. */
export interface RunContext extends ResolvedStudy {
  readonly run: RunRow
}

/** Reads a run and its protocol. */
export const readRun = async ({ store }: Pick<Dependencies, 'store'>, runId: string): Promise<RunContext> => {
  const run = await selectRun(store.database, runId)
  if (run === undefined) throw new Error(`no run ${runId}`)
  // What was stored is what the loader resolved: the schema was checked before.
  const resolved = (await selectProtocol(store.database, run.protocol_hash)) as ResolvedStudy
  return { run, ...resolved }
}
