import type { ResolvedStudy } from '../protocol/load/load-study.js'
import { noOperations, type Operations } from '../protocol/language/operations.js'
import { type RunRow, selectProtocol, selectRun } from '../sql/runs.js'
import type { Dependencies } from '../stages/dependencies.js'
import { told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'

/** A run with its protocol as it was when the run was minted, whatever the files say now. */
export interface RunContext extends ResolvedStudy {
  readonly run: RunRow
  readonly operations: Operations
}

/** Thrown where a run has no protocol, because its study could not be read when it was opened. */
export class RunWithoutProtocol extends ToldError {
  override readonly name = 'RunWithoutProtocol'
}

/** How a run's study was run when it was minted; runs of older versions knew of nothing but the protocol. */
export const operationsOf = ({ operations }: Pick<RunRow, 'operations'>): Operations =>
  // What was stored is what the loader checked; older versions stored less.
  ({ ...noOperations, ...(operations as Partial<Operations> | null) })

/** Reads a run as stored. */
export const readRunRow = async ({ database }: Dependencies['store'], runId: string): Promise<RunRow> => {
  const run = await selectRun(database, runId)
  if (run === undefined) throw new Error(`no run ${runId}`)
  return run
}

/** Reads a run and its protocol. */
export const readRun = async ({ store }: Pick<Dependencies, 'store'>, runId: string): Promise<RunContext> => {
  const run = await readRunRow(store, runId)
  // What was stored is what the loader resolved: the schema was checked before.
  const resolved = (await selectProtocol(store.database, run.protocol_hash)) as ResolvedStudy | null
  if (resolved === null) throw new RunWithoutProtocol(told`run ${toldId(runId)} ended before its study could be read`)
  return { run, operations: operationsOf(run), ...resolved }
}
