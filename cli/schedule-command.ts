import { resolve } from 'node:path'
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions as ScheduleDefinition,
  type ScheduleOptionsStartWorkflowAction,
  ScheduleOverlapPolicy,
} from '@temporalio/client'
import type { RunRequest } from '../activities/contract.js'
import { commonQueue } from '../activities/task-queue.js'
import { identityKey } from '../harmonize/identity-key.js'
import { loadStudy } from '../protocol/load-study.js'
import type { nightlyRun } from '../workflows/nightly-run.js'
import { type Connected, withServices } from './connect.js'
import { findStudyFolder, refusePathWithoutStudy, studyFolder } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { checkOptions } from './run-command.js'
import { grpcCode } from './service-away.js'
import { terminal } from './terminal.js'

type NightlyRun = ScheduleOptionsStartWorkflowAction<typeof nightlyRun>

/** The options of `schedule set` as typed. */
export interface ScheduleOptions {
  readonly cron: string
  readonly zone?: string
  readonly exports?: string
  readonly out?: string
}

/** The id of a study's schedule. */
export const scheduleId = (study: string): string => `cohortium/${study}/nightly`

const checkZone = (zone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new OptionInvalid(`--zone ${zone}: expected a time zone such as Asia/Shanghai`)
  }
}

const invalidArgument = 3

/** What Temporal says of a cron expression that it cannot read, as an error of the option; any other error as it is. */
const cronError = (error: unknown, cron: string): unknown =>
  error instanceof TypeError || grpcCode(error) === invalidArgument
    ? new OptionInvalid(
        `--cron '${cron}': expected minute, hour, day of the month, month, day of the week, such as '0 2 * * *'`,
      )
    : error

const request = (folder: string, options: Pick<ScheduleOptions, 'exports' | 'out'>): RunRequest => ({
  kind: 'nightly',
  studyFolder: folder,
  exportsFolder: options.exports === undefined ? null : resolve(options.exports),
  outFolder: resolve(options.out ?? 'out'),
  dataCut: null,
  startedBy: 'schedule',
  reason: null,
  sites: null,
})

const studyOf = async (
  named: string,
  { store }: Connected,
): Promise<{ readonly folder: string; readonly study: string; readonly zone: string }> => {
  const folder = await findStudyFolder(named, store)
  const { study } = await loadStudy(folder)
  return { folder, study: study.study, zone: study.timeZone }
}

type Definition = Omit<ScheduleDefinition<NightlyRun>, 'scheduleId'>

const createOrReplace = async (
  { client: { schedule } }: Connected,
  id: string,
  definition: Definition,
): Promise<void> => {
  try {
    await schedule.create<typeof nightlyRun>({ scheduleId: id, ...definition })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    await schedule.getHandle(id).update<typeof nightlyRun>(before => ({ ...before, ...definition }))
  }
}

const setWith = async (connected: Connected, named: string, options: ScheduleOptions): Promise<number> => {
  const { folder, study, zone } = await studyOf(named, connected)
  const timezone = options.zone ?? zone
  const definition: Definition = {
    spec: { cronExpressions: [options.cron], timezone },
    action: {
      type: 'startWorkflow',
      workflowType: 'nightlyRun',
      workflowId: scheduleId(study),
      taskQueue: commonQueue,
      args: [request(folder, options)] as [RunRequest],
      workflowExecutionTimeout: '12h',
    },
    // After an outage one late run is enough; its date comes from the run itself, never from the time it was due.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '20h' },
  }
  try {
    await createOrReplace(connected, scheduleId(study), definition)
  } catch (error) {
    throw cronError(error, options.cron)
  }
  terminal.print(`${study} runs at '${options.cron}' (${timezone}) wherever a 'cohortium worker' is up`)
  return 0
}

/** Sets a study's nightly run, replacing the schedule that is there. What is wrong in the command or the study is told first. */
export const setSchedule = async (named: string, options: ScheduleOptions): Promise<number> => {
  if (options.zone !== undefined) checkZone(options.zone)
  checkOptions(options)
  const fields = options.cron.trim().split(/\s+/).length
  if (!options.cron.startsWith('@') && (fields < 5 || fields > 7)) throw cronError(new TypeError(), options.cron)
  refusePathWithoutStudy(named)
  const folder = studyFolder(named)
  if (folder !== null) identityKey(process.env, (await loadStudy(folder)).study.data)
  return withServices(connected => setWith(connected, named, options))
}

/** Shows a study's schedule: when it runs next, what it did, what it skipped. */
export const showSchedule = async (named: string): Promise<number> =>
  withServices(async connected => {
    const { study } = await studyOf(named, connected)
    try {
      const { info, spec, state } = await connected.client.schedule.getHandle(scheduleId(study)).describe()
      const timezone = spec.timezone ?? 'UTC'
      const when = (date: Date | undefined): string =>
        date === undefined ? '-' : `${date.toLocaleString('sv-SE', { timeZone: timezone })} ${timezone}`
      terminal.print(`${study}: ${state.paused ? 'paused' : 'on'}; next ${when(info.nextActionTimes[0])}`)
      terminal.print(
        `  started ${String(info.numActionsTaken)}, missed while away ${String(info.numActionsMissedCatchupWindow)}, ` +
          `skipped because one was going on ${String(info.numActionsSkippedOverlap)}`,
      )
      for (const recent of info.recentActions.slice(-5)) terminal.print(`  ${when(recent.takenAt)}`)
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error
      terminal.print(`${study} has no schedule; set one with: cohortium schedule set ${named} --cron "0 2 * * *"`)
    }
    return 0
  })

/** Removes a study's schedule; a run that is going on goes on. */
export const removeSchedule = async (named: string): Promise<number> =>
  withServices(async connected => {
    const { study } = await studyOf(named, connected)
    try {
      await connected.client.schedule.getHandle(scheduleId(study)).delete()
      terminal.print(`${study} runs at no set time any more`)
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error
      terminal.print(`${study} had no schedule`)
    }
    return 0
  })
