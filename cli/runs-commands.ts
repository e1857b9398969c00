import colors from 'picocolors'
import { readRun } from '../activities/run-context.js'
import { studyTime } from '../activities/study-day.js'
import { type RunRow, selectRun, selectRunEvents, selectRuns } from '../sql/runs.js'
import { selectStages } from '../sql/stages.js'
import { selectMail } from '../sql/report-files.js'
import { loadStudy } from '../protocol/load-study.js'
import { type Connected, withServices } from './connect.js'
import { findStudyFolder } from './find-study.js'
import { reportRun, statusText } from './report-run.js'
import { stageWords } from './stage-words.js'
import { terminal } from './terminal.js'

/** Thrown when no run has the id that a command names. */
export class RunNotFound extends Error {
  override readonly name = 'RunNotFound'
}

const listed = 50

const findRun = async ({ store }: Connected, runId: string): Promise<RunRow> => {
  const run = await selectRun(store.database, runId)
  if (run !== undefined) return run
  const begun = (await selectRuns(store.database, null, 1_000)).filter(
    row => row.run_id.startsWith(runId) || row.run_id.endsWith(runId),
  )
  if (begun.length === 1 && begun[0] !== undefined) return begun[0]
  throw new RunNotFound(
    `no run '${runId}'${begun.length > 1 ? ` by itself: ${begun.map(row => row.run_id).join(', ')}` : ''}; 'cohortium runs' lists them`,
  )
}

// Runs are listed by id also where the study's folder is gone.
const studyIdOf = async (named: string, { store }: Connected): Promise<string> => {
  const [run] = await selectRuns(store.database, named, 1)
  return run?.study ?? (await loadStudy(await findStudyFolder(named, store))).study.study
}

/** Lists the runs of a study, or of all, the newest first. */
export const runsCommand = async (named: string | undefined): Promise<number> =>
  withServices(async connected => {
    const study = named === undefined ? null : await studyIdOf(named, connected)
    const runs = await selectRuns(connected.store.database, study, listed)
    if (runs.length === 0) terminal.print('no run yet; start one with: cohortium run STUDY')
    for (const run of runs) {
      const why = [run.reason, run.status === 'skipped' ? run.failure : null]
        .map(one => (one === null ? '' : `  ${one}`))
        .join('')
      terminal.print(
        `${run.run_id}  ${run.study.padEnd(26)} ${run.kind.padEnd(8)} ${statusText(run.status).padEnd(12)} ` +
          `${(run.data_cut ?? '-').padEnd(10)}  by ${run.started_by}${why}`,
      )
    }
    return 0
  })

/** Shows one run: its sites, stages with their times, story, files and mail. */
export const showCommand = async (runId: string): Promise<number> =>
  withServices(async connected => {
    const { store } = connected
    const run = await findRun(connected, runId)
    const { study } = await readRun(connected, run.run_id)
    const inZone = (instant: string): string => studyTime(new Date(instant), study.timeZone)
    await reportRun(store, run.run_id, terminal)
    terminal.print(
      `\n  started ${inZone(run.started_at)} by ${run.started_by} (${run.kind}${run.reason === null ? '' : `: ${run.reason}`})`,
    )
    terminal.print(
      `  code ${run.code_version}  protocol ${run.protocol_hash.slice(0, 12)}  manifest ${run.manifest_hash?.slice(0, 12) ?? '-'}`,
    )
    terminal.print(`  inputs ${run.inputs_hash ?? '- (its sites were not settled)'}`)
    terminal.print('  stages')
    const stages = (await selectStages(store.database, run.run_id)).map(({ stage, rows, milliseconds }) => ({
      ...stageWords(stage, rows),
      seconds: (milliseconds / 1000).toFixed(1),
    }))
    const widest = Math.max(0, ...stages.map(({ name }) => name.length))
    for (const { name, done, seconds } of stages)
      terminal.print(`    ${name.padEnd(widest)} ${seconds.padStart(7)} s  ${done}`)
    const failures = (await selectRunEvents(store.database, run.run_id, 0)).filter(event => event.state === 'failed')
    for (const event of failures)
      terminal.print(colors.red(`    ${inZone(event.at)} ${event.stage} ${event.site ?? ''} ${event.text}`))
    for (const mail of await selectMail(store.database, run.run_id))
      terminal.print(`  mail to ${mail.recipient}: ${mail.state}${mail.answer === null ? '' : ` (${mail.answer})`}`)
    return 0
  })

/** Cancels a run that is going on; what it has written stays, marked cancelled. */
export const cancelCommand = async (runId: string): Promise<number> =>
  withServices(async connected => {
    const { run } = await readRun(connected, (await findRun(connected, runId)).run_id)
    if (run.status !== 'running') {
      terminal.print(`run ${run.run_id} has ended already: ${statusText(run.status)}`)
      return 0
    }
    await connected.client.workflow.getHandle(run.workflow_id, run.execution_id).cancel()
    terminal.print(`run ${run.run_id} is asked to end; a worker closes it within seconds`)
    return 0
  })
