import { selectRunSites, updateRun } from '../sql/runs.js'
import type { RunEnding, RunSummary } from './contract.js'
import { concludeRun } from './conclude-run.js'
import { countHeld } from './count-held.js'
import type { Dependencies } from './dependencies.js'
import { type RunContext, readRun } from './run-context.js'
import { runFindings } from './run-findings.js'

const conclude = async ({ store }: Dependencies, { run, study }: RunContext): Promise<ReturnType<typeof concludeRun>> =>
  concludeRun({
    sites: await selectRunSites(store.database, run.run_id),
    findings: await runFindings(store, run.run_id),
    held: await countHeld(store, run.run_id),
    expected: study.expected,
  })

/** Closes a run: status and exit code, once; the gravest cause wins. A run that is closed stays as it was closed. */
export const closeRun = async (
  dependencies: Dependencies,
  { runId, ending }: { readonly runId: string; readonly ending: RunEnding },
): Promise<RunSummary> => {
  const context = await readRun(dependencies, runId)
  const { status: known, exit_code: knownCode } = context.run
  if (known !== 'running') return { runId, status: known, exitCode: knownCode ?? 5 }
  const finished = { finished_at: dependencies.clock().toISOString() }
  if (ending.kind === 'reported') {
    const { status, exitCode } = await conclude(dependencies, context)
    await updateRun(dependencies.store.database, runId, { ...finished, status, exit_code: exitCode, failure: null })
    return { runId, status, exitCode }
  }
  const failure = ending.kind === 'failed' ? `${ending.failure.type}: ${ending.failure.message}` : null
  const status = ending.kind
  await updateRun(dependencies.store.database, runId, { ...finished, status, exit_code: 5, failure })
  return { runId, status, exitCode: 5 }
}
