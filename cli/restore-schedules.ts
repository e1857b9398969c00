import { selectSchedules, upsertSchedule, type ScheduleRow } from '../sql/schedules.js'
import { json } from '../sql/json.js'
import type { Store } from '../sql/connect.js'
import { type Connected, withServices } from './connect.js'
import { nightlyDefinition, scheduleId } from './nightly-schedule.js'
import { registerPlace } from './register-place.js'
import { createOrReplace } from './schedule-command.js'
import { terminal } from './terminal.js'

const byHand = ({ study, study_folder: folder, cron, zone }: ScheduleRow): string =>
  `the nights of ${study} are not set: cohortium schedule set ${folder} --cron '${cron}' --zone ${zone}`

const setAgain = async (connected: Connected, row: ScheduleRow): Promise<string> => {
  const { study, cron, zone, exports_folder: exports, out_folder: out } = row
  try {
    // The folders are this installation's from now on; what they were registered under elsewhere opens nothing here.
    const folders = { ...(exports === null ? {} : { exports }), out }
    const place = registerPlace(connected.installation, study, row.study_folder, folders)
    const definition = nightlyDefinition(place, connected.installation.key.mark, { cron, zone })
    await createOrReplace(connected, scheduleId(study), definition)
    const request = json({ study, place: place.reference })
    await upsertSchedule(connected.store.database, { ...row, request, operations: json(row.operations) })
    return `${study} runs at '${cron}' (${zone}) again, wherever a 'cohortium worker' is up`
  } catch (error) {
    // A folder that is not here is named by the command that sets it anew.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    return byHand(row)
  }
}

/** Sets the schedules that a backup brought again in Temporal; where that is away, tells the commands that set them. */
export const restoreSchedules = async (store: Store): Promise<void> => {
  const rows = await selectSchedules(store.database)
  if (rows.length === 0) return
  try {
    await withServices(async connected => {
      for (const row of rows) terminal.print(await setAgain(connected, row))
    })
  } catch (error) {
    for (const row of rows) terminal.print(byHand(row))
    throw error
  }
}
