import { readRun, readRunRow, RunWithoutProtocol } from '../runs/run-context.js'
import { receiptsByFile } from '../runs/receipts-by-file.js'
import { selectBatchExports } from '../sql/batches.js'
import { notLetIn } from '../runs/not-let-in.js'
import { selectLookedAt } from '../sql/looked-at.js'
import type { Store } from '../sql/connect.js'
import { type RunRow, selectRun, selectRunEvents, selectRuns, selectRunSites } from '../sql/runs.js'
import { isOwn } from '../words/site-state.js'
import { selectMail } from '../sql/report-files.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { cancelLine, cancelRun } from './cancel-run.js'
import { type Connected, withServices } from './with-services.js'
import { exitCodes } from '../words/exit-codes.js'
import { findStudyFolder } from './find-study.js'
import { keeperLines } from './keeper-lines.js'
import { titleLines } from './report-lines.js'
import { reportRun } from './report-run.js'
import { refusedLines, rowLines, unsettledLines } from './row-fate-lines.js'
import { failureLines, mailLine, runLine, runNamed, runOrigin, statusText } from './run-lines.js'
import { storyLines } from './story-lines.js'
import { sweepRuns } from './sweep-runs.js'
import { terminal } from './terminal.js'
import { retold } from '../words/told.js'
import { RunNotFound } from './command-errors.js'

const listed = 50

/** The run that is named by its id or a part of it; throws where there is none. */
export const findRun = async ({ store }: Connected, named: string): Promise<RunRow> => {
  const whole = await selectRun(store.database, named)
  const run = whole ?? runNamed(await selectRuns(store.database, null, 1_000), named)
  if (typeof run === 'string') throw new RunNotFound(run)
  return run
}

// Runs are listed by id also where the study's folder is gone.
const studyIdOf = async (named: string, { store }: Connected): Promise<string> => {
  const [run] = await selectRuns(store.database, named, 1)
  return run?.study ?? (await loadStudy(await findStudyFolder(named, store))).study.study
}

// What nobody holds is ended before anybody looks at it.
const tellSwept = async (connected: Connected): Promise<void> => {
  for (const line of await sweepRuns(connected)) terminal.progress(line)
}

/** The zone of a run's study; null where the study could not be read when the run was opened. */
const zoneOf = async (connected: Connected, run: RunRow): Promise<string | null> => {
  try {
    return (await readRun(connected, run.run_id)).study.timeZone
  } catch (error) {
    if (error instanceof RunWithoutProtocol) return null
    throw error
  }
}

/** Lists the runs of a study, or of all, the newest first. */
export const runsCommand = async (named: string | undefined): Promise<number> =>
  withServices(async connected => {
    await tellSwept(connected)
    const study = named === undefined ? null : await studyIdOf(named, connected)
    const runs = await selectRuns(connected.store.database, study, listed)
    if (runs.length === 0) terminal.print('no run yet; start one with: cohortium run STUDY')
    for (const run of runs) terminal.print(runLine(run))
    for (const line of await keeperLines(connected.store, study)) terminal.print(line)
    return 0
  })

const receivedLines = async (store: Store, { run_id: runId, status }: RunRow): Promise<readonly string[]> => {
  const lines: string[] = []
  const lookedAt = await selectLookedAt(store.database, runId)
  const sites = await selectRunSites(store.database, runId)
  if (sites.length === 0 && status !== 'running') lines.push(...unsettledLines(lookedAt))
  for (const row of sites) {
    const { site, batch_id: batch } = row
    const exports = batch === null ? [] : receiptsByFile(await selectBatchExports(store.database, batch))
    const reason = row.reason === null ? null : retold(row.reason)
    lines.push(...rowLines(site, exports, !isOwn(row.state)), ...refusedLines(site, notLetIn(row, lookedAt), reason))
  }
  return lines.length === 0 ? [] : ['  rows received', ...lines]
}

/** Shows one run: its sites, what became of their rows, stages with their times, story, files and mail. */
export const showCommand = async (runId: string): Promise<number> =>
  withServices(async connected => {
    const { store } = connected
    await tellSwept(connected)
    const run = await findRun(connected, runId)
    const zone = await zoneOf(connected, run)
    if (zone === null) for (const line of titleLines(run)) terminal.print(line)
    else await reportRun(store, run.run_id, terminal)
    const lines = [
      '',
      ...runOrigin(run, zone ?? 'UTC'),
      ...(await storyLines(store, run)),
      ...(await receivedLines(store, run)),
      ...failureLines(await selectRunEvents(store.database, run.run_id, 0), zone ?? 'UTC'),
      ...(await selectMail(store.database, run.run_id)).map(mailLine),
    ]
    for (const line of lines) terminal.print(line)
    return 0
  })

/** Cancels a run that is going on; what it has written stays, marked cancelled. */
export const cancelCommand = async (runId: string): Promise<number> =>
  withServices(async connected => {
    await tellSwept(connected)
    const run = await findRun(connected, runId)
    if (run.status !== 'running') {
      terminal.print(`run ${run.run_id} has ended already: ${statusText(run.status)}`)
      return 0
    }
    const outcome = await cancelRun(connected, run)
    terminal.print(cancelLine(run.run_id, outcome, (await readRunRow(connected.store, run.run_id)).status))
    return outcome === 'elsewhere' ? exitCodes.serviceMissing : exitCodes.done
  })
