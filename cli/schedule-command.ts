import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client'
import { identityKey } from '../harmonize/door/ids/identity-key.js'
import { commonQueue } from '../stages/task-queue.js'
import { recordNights } from '../nights/record-nights.js'
import { isStudyThere, type Place } from '../installation/registered-places.js'
import { type LoadedStudy, loadStudy } from '../protocol/load/load-study.js'
import { json } from '../sql/json.js'
import { removeScheduleRow, selectLastNights, selectSchedule, upsertSchedule } from '../sql/schedules.js'
import type { nightlyRun } from '../workflows/nightly-run.js'
import { account } from './account.js'
import { type Connected, withServices } from './with-services.js'
import { findStudyFolder, refusePathWithoutStudy, studyFolder } from './find-study.js'
import {
  checkTimes,
  cronError,
  type NightlyDefinition,
  nightlyDefinition,
  scheduleId,
  scheduleLines,
  type ScheduleOptions,
  withTimes,
} from './nightly-schedule.js'
import { movedLines, nightLines, setLines } from './night-lines.js'
import { keeperLines } from './keeper-lines.js'
import { checkOpenTemporal } from './open-temporal.js'
import { registerPlace } from './register-place.js'
import { checkOptions } from './run-command.js'
import { strangeSchedule } from './strange-schedules.js'
import { scheduledStudy } from './scheduled-study.js'
import { terminal } from './terminal.js'

const mostNights = 10

/** Sets a schedule in Temporal, in the place of the one that is there. */
export const createOrReplace = async (
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

const keepRow = async (
  { store }: Connected,
  { study, operations }: LoadedStudy,
  place: Place,
  { cron, zone }: { readonly cron: string; readonly zone: string },
): Promise<void> =>
  upsertSchedule(store.database, {
    study: study.study,
    cron,
    zone,
    study_folder: place.studyFolder,
    exports_folder: place.exportsFolder,
    out_folder: place.outFolder,
    request: json({ study: study.study, place: place.reference }),
    operations: json(operations),
    set_by: account(),
    set_at: new Date().toISOString(),
  })

const setWith = async (connected: Connected, named: string, typed: ScheduleOptions): Promise<number> => {
  const folder = await findStudyFolder(named, connected.store)
  const loaded = await loadStudy(folder)
  checkOpenTemporal(loaded, connected.services.temporal, terminal.progress)
  const { study, timeZone } = loaded.study
  const options = withTimes(typed, loaded.operations.schedule)
  const times = { cron: options.cron, zone: options.zone ?? timeZone }
  const { installation } = connected
  const before = installation.places.list()
  const place = registerPlace(installation, study, folder, options)
  const definition = nightlyDefinition(place, installation.key.mark, times)
  try {
    await createOrReplace(connected, scheduleId(study), definition)
  } catch (error) {
    // A schedule that was refused opens no folders.
    if (!before.some(({ reference }) => reference === place.reference)) installation.places.remove(place.reference)
    throw cronError(error, times.cron, typed.cron === undefined ? 'schedule.cron of operations.yaml' : '--cron')
  }
  await keepRow(connected, loaded, place, times)
  terminal.print(`${study} runs at '${times.cron}' (${times.zone}) wherever a 'cohortium worker' is up`)
  for (const line of await keeperLines(connected.store, study)) terminal.print(line)
  return 0
}

/** Sets a study's nightly run, replacing the schedule that is there. What is wrong in the command or the study is reported first. */
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

/** Shows a study's schedule: when it runs next, what it did, which nights were missed or skipped, and why. */
export const showSchedule = async (named: string): Promise<number> =>
  withServices(async connected => {
    const { store } = connected
    const study = await scheduledStudy(named, store)
    await recordNights({ store, clock: () => new Date() })
    const handle = connected.client.schedule.getHandle(scheduleId(study))
    const lines = await orWithout(async () => {
      const described = await handle.describe()
      const strange = strangeSchedule(study, described, commonQueue(connected.installation.key.mark))
      return [...scheduleLines(study, described), ...(strange === null ? [] : [strange])]
    }, [`${study} has no schedule; set one with: cohortium schedule set ${named} --cron "0 2 * * *"`])
    const row = await selectSchedule(store.database, study)
    const nights = await selectLastNights(store.database, study, mostNights)
    for (const line of [
      ...lines,
      ...(row === undefined ? [] : [...setLines(row), ...movedLines(row, isStudyThere(row.study_folder))]),
      ...(await keeperLines(store, study)),
      ...nightLines(nights, row?.zone ?? 'UTC'),
    ])
      terminal.print(line)
    return 0
  })

/** Removes a study's schedule; a run that is going on goes on. */
export const removeSchedule = async (named: string): Promise<number> =>
  withServices(async connected => {
    const { store } = connected
    const study = await scheduledStudy(named, store)
    const handle = connected.client.schedule.getHandle(scheduleId(study))
    const inTemporal = await orWithout(() => handle.delete().then(() => true), false)
    const inRows = await removeScheduleRow(store.database, study, account(), new Date().toISOString())
    terminal.print(inTemporal || inRows ? `${study} runs at no set time any more` : `${study} had no schedule`)
    return 0
  })
