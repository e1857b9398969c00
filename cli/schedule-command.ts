import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client'
import { identityKey } from '../harmonize/identity-key.js'
import { loadStudy } from '../protocol/load-study.js'
import type { nightlyRun } from '../workflows/nightly-run.js'
import { type Connected, withServices } from './connect.js'
import { findStudyFolder, refusePathWithoutStudy, studyFolder } from './find-study.js'
import {
  checkTimes,
  cronError,
  type NightlyDefinition,
  nightlyDefinition,
  scheduleId,
  scheduleLines,
  type ScheduleOptions,
} from './nightly-schedule.js'
import { checkOpenTemporal } from './open-temporal.js'
import { registerPlace } from './register-place.js'
import { checkOptions } from './run-command.js'
import { terminal } from './terminal.js'

const studyOf = async (
  named: string,
  { store }: Connected,
): Promise<{ readonly folder: string; readonly study: string; readonly zone: string }> => {
  const folder = await findStudyFolder(named, store)
  const { study } = await loadStudy(folder)
  return { folder, study: study.study, zone: study.timeZone }
}

const createOrReplace = async (
  { client: { schedule } }: Connected,
  id: string,
  definition: NightlyDefinition,
): Promise<void> => {
  try {
    await schedule.create<typeof nightlyRun>({ scheduleId: id, ...definition })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    await schedule.getHandle(id).update<typeof nightlyRun>(before => ({ ...before, ...definition }))
  }
}

const setWith = async (connected: Connected, named: string, options: ScheduleOptions): Promise<number> => {
  const study = await studyOf(named, connected)
  checkOpenTemporal(await loadStudy(study.folder), connected.services.temporal, terminal.progress)
  const zone = options.zone ?? study.zone
  const place = registerPlace(connected.installation, study.study, study.folder, options)
  const definition = nightlyDefinition(place, connected.installation.key.mark, { cron: options.cron, zone })
  try {
    await createOrReplace(connected, scheduleId(study.study), definition)
  } catch (error) {
    throw cronError(error, options.cron)
  }
  terminal.print(`${study.study} runs at '${options.cron}' (${zone}) wherever a 'cohortium worker' is up`)
  return 0
}

/** Sets a study's nightly run, replacing the schedule that is there. What is wrong in the command or the study is told first. */
export const setSchedule = async (named: string, options: ScheduleOptions): Promise<number> => {
  checkTimes(options)
  checkOptions(options)
  refusePathWithoutStudy(named)
  const folder = studyFolder(named)
  if (folder !== null) identityKey(process.env, (await loadStudy(folder)).study.data)
  return withServices(connected => setWith(connected, named, options))
}

/** What a study's schedule answers, or `none` where it has no schedule. */
const orWithout = async <T>(ask: () => Promise<T>, none: T): Promise<T> => {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    return none
  }
}

/** Shows a study's schedule: when it runs next, what it did, what it skipped. */
export const showSchedule = async (named: string): Promise<number> =>
  withServices(async connected => {
    const { study } = await studyOf(named, connected)
    const handle = connected.client.schedule.getHandle(scheduleId(study))
    const lines = await orWithout(
      async () => scheduleLines(study, await handle.describe()),
      [`${study} has no schedule; set one with: cohortium schedule set ${named} --cron "0 2 * * *"`],
    )
    for (const line of lines) terminal.print(line)
    return 0
  })

/** Removes a study's schedule; a run that is going on goes on. */
export const removeSchedule = async (named: string): Promise<number> =>
  withServices(async connected => {
    const { study } = await studyOf(named, connected)
    const handle = connected.client.schedule.getHandle(scheduleId(study))
    const line = await orWithout(
      () => handle.delete().then(() => `${study} runs at no set time any more`),
      `${study} had no schedule`,
    )
    terminal.print(line)
    return 0
  })
