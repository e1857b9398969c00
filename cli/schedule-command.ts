import { resolve } from 'node:path'
import {
  ScheduleAlreadyRunning, ScheduleNotFoundError, type ScheduleOptions as ScheduleDefinition, type ScheduleOptionsStartWorkflowAction, ScheduleOverlapPolicy,
} from '@temporalio/client'
import type { RunRequest } from '../activities/contract.js'
import { commonQueue } from '../activities/task-queue.js'
import { loadStudy } from '../protocol/load-study.js'
import type { nightlyRun } from '../workflows/nightly-run.js'
import { type Connected, withServices } from './connect.js'
import { findStudyFolder } from './find-study.js'
import { OptionInvalid } from './run-command.js'
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

const request = (folder: string, options: Pick<ScheduleOptions, 'exports' | 'out'>): RunRequest => ({
  kind: 'nightly', studyFolder: folder, exportsFolder: options.exports === undefined ? null : resolve(options.exports),
  outFolder: resolve(options.out ?? 'out'), dataCut: null, startedBy: 'schedule', reason: null, sites: null,
})

const studyOf = async (named: string, { store }: Connected): Promise<{ readonly folder: string; readonly study: string; readonly zone: string }> => {
  const folder = await findStudyFolder(named, store)
  const { study } = await loadStudy(folder)
  return { folder, study: study.study, zone: study.timeZone }
}

/** Sets a study's nightly run, replacing the schedule that is there. */
export const setSchedule = async (named: string, options: ScheduleOptions): Promise<number> =>
  withServices(async (connected) => {
    const { folder, study, zone } = await studyOf(named, connected)
    const timezone = options.zone ?? zone
    checkZone(timezone)
    const { schedule } = connected.client
    const definition: Omit<ScheduleDefinition<NightlyRun>, 'scheduleId'> = {
      spec: { cronExpressions: [options.cron], timezone },
      action: {
        type: 'startWorkflow', workflowType: 'nightlyRun', workflowId: scheduleId(study), taskQueue: commonQueue, args: [request(folder, options)] as [RunRequest],
        workflowExecutionTimeout: '12h',
      },
      // After an outage one late run is enough; its date comes from the run itself, never from the time it was due.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '20h' },
    }
    try {
      await schedule.create<typeof nightlyRun>({ scheduleId: scheduleId(study), ...definition })
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error
      await schedule.getHandle(scheduleId(study)).update<typeof nightlyRun>((before) => ({ ...before, ...definition }))
    }
    terminal.print(`${study} runs at '${options.cron}' (${timezone}) wherever a 'cohortium worker' is up`)
    return 0
  })

/** Shows a study's schedule: when it runs next, what it did, what it skipped. */
export const showSchedule = async (named: string): Promise<number> =>
  withServices(async (connected) => {
    const { study } = await studyOf(named, connected)
    try {
      const { info, spec, state } = await connected.client.schedule.getHandle(scheduleId(study)).describe()
      const timezone = spec.timezone ?? 'UTC'
      const when = (date: Date | undefined): string => (date === undefined ? '-' : `${date.toLocaleString('sv-SE', { timeZone: timezone })} ${timezone}`)
      terminal.print(`${study}: ${state.paused ? 'paused' : 'on'}; next ${when(info.nextActionTimes[0])}`)
      terminal.print(`  started ${String(info.numActionsTaken)}, missed while away ${String(info.numActionsMissedCatchupWindow)}, skipped because one was going on ${String(info.numActionsSkippedOverlap)}`)
      for (const recent of info.recentActions.slice(-5)) terminal.print(`  ${when(recent.takenAt)}`)
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error
      terminal.print(`${study} has no schedule; set one with: cohortium schedule set ${named} --cron "0 2 * * *"`)
    }
    return 0
  })

/** Removes a study's schedule; a run that is going on goes on. */
export const removeSchedule = async (named: string): Promise<number> =>
  withServices(async (connected) => {
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
