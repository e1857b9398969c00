import { selectMail, upsertMail } from '../sql/report-files.js'
import { endRun, insertRunEvent, type RunRow, selectRunSites } from '../sql/runs.js'
import type { RunEnding, RunSummary } from '../runs/contract.js'
import { concludeRun } from '../runs/conclude-run.js'
import { findingsOfRun } from '../runs/findings/findings-of-run.js'
import type { Dependencies } from '../stages/dependencies.js'
import { keepNights } from '../nights/keep-nights.js'
import { isUndelivered, whenGivenUp } from '../runs/mail-rule.js'
import { raiseFailed } from '../nights/raise-alarms.js'
import { type RunContext, readRun, readRunRow } from '../runs/run-context.js'
import { runFindings } from '../runs/run-findings.js'
import { retold, told, toldAll, toldId } from '../words/told.js'
import { exitCodes } from '../words/exit-codes.js'
import { counted } from '../words/counted.js'

const conclude = async ({ store }: Dependencies, { run }: RunContext): Promise<ReturnType<typeof concludeRun>> =>
  concludeRun({
    sites: await selectRunSites(store.database, run.run_id),
    findings: await runFindings(store, run.run_id),
    found: (await findingsOfRun(store, run)).findings,
    undelivered: (await selectMail(store.database, run.run_id)).filter(isUndelivered).length,
  })

const closed = async ({ store }: Dependencies, runId: string): Promise<RunSummary> => {
  const { status, exit_code: code } = await readRunRow(store, runId)
  return { runId, status: status === 'running' ? 'failed' : status, exitCode: code ?? exitCodes.failed }
}

// The night is done and reported, whatever becomes of older ones: the next night tries again to remove what is left.
const keepOrTell = async (dependencies: Dependencies, run: RunRow): Promise<void> => {
  const at = (): string => dependencies.clock().toISOString()
  const event = { run_id: run.run_id, site: null, stage: 'keepNights' }
  const { database } = dependencies.store
  try {
    const { runs, batches, stuck } = await keepNights(dependencies, run)
    const text = toldAll([
      ...(runs.length === 0 ? [] : [told`removed the outputs of ${counted(runs.length, told`older night`)}`]),
      ...(batches === 0 ? [] : [told`removed ${counted(batches, told`batch`, told`batches`)} that no run uses`]),
    ])
    if (text !== '') await insertRunEvent(database, { ...event, state: 'done', text, at: at() })
    for (const { run: old, code } of stuck) {
      const why = told`the files of night ${toldId(old)} could not be removed (${toldId(code)}): see to its folder; the next night tries again`
      await insertRunEvent(database, { ...event, state: 'failed', text: why, at: at() })
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no code'
    const text = told`outputs of older nights could not be removed (${toldId(code)})`
    await insertRunEvent(database, { ...event, state: 'failed', text, at: at() })
  }
}

// A run that has ended sends no more messages: none may stand as one that is on its way.
const giveUpMail = async ({ store, clock }: Dependencies, runId: string): Promise<void> => {
  for (const mail of await selectMail(store.database, runId)) {
    const became = whenGivenUp(mail)
    if (became !== null) await upsertMail(store.database, { ...mail, ...became, at: clock().toISOString() })
  }
}

/** Closes a run: status and exit code, once; the gravest cause wins. A run that is closed stays as it was closed. */
export const closeRun = async (
  dependencies: Dependencies,
  { runId, ending }: { readonly runId: string; readonly ending: RunEnding },
): Promise<RunSummary> => {
  const { store, clock } = dependencies
  const run = await readRunRow(store, runId)
  if (run.status !== 'running') return closed(dependencies, runId)
  const finished = { finished_at: clock().toISOString() }
  if (ending.kind === 'reported') {
    const { status, exitCode } = await conclude(dependencies, await readRun(dependencies, runId))
    await endRun(store.database, runId, { ...finished, status, exit_code: exitCode, failure: null })
    await keepOrTell(dependencies, run)
    return closed(dependencies, runId)
  }
  if (ending.kind === 'unchanged') {
    // All that decides its exit code is equal, but for messages of its own.
    const { exitCode } = await conclude(dependencies, await readRun(dependencies, runId))
    const end = { ...finished, status: 'unchanged', exit_code: exitCode, failure: null } as const
    await endRun(store.database, runId, { ...end, equals_run_id: ending.equals })
    await keepOrTell(dependencies, run)
    return closed(dependencies, runId)
  }
  await giveUpMail(dependencies, runId)
  const failure =
    ending.kind === 'failed' ? told`${toldId(ending.failure.type)}: ${retold(ending.failure.message)}` : null
  const ended = await endRun(store.database, runId, {
    ...finished,
    status: ending.kind,
    exit_code: exitCodes.failed,
    failure,
  })
  if (ended && ending.kind === 'failed') await raiseFailed(dependencies, run, ending.failure.type)
  return closed(dependencies, runId)
}
