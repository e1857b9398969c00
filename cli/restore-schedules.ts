import { selectSchedules, upsertSchedule, type ScheduleRow } from '../sql/schedules.js'
import { json } from '../sql/json.js'
import type { Store } from '../sql/connect.js'
import { type Connected, withServices } from './with-services.js'
import { nightlyDefinition, scheduleId } from './nightly-schedule.js'
import { registerPlace } from './register-place.js'
import { createOrReplace } from './schedule-command.js'
import { terminal } from './terminal.js'

/** A word as a shell takes it for one. */
const shellWord = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** The command that sets a study's nights as they were set. */
export const settingCommand = (
  row: Pick<ScheduleRow, 'study_folder' | 'cron' | 'zone' | 'exports_folder' | 'out_folder'>,
): string => {
  const exports = row.exports_folder === null ? [] : ['--exports', row.exports_folder]
  const options = ['--cron', row.cron, '--zone', row.zone, ...exports, '--out', row.out_folder]
  return ['cohortium', 'schedule', 'set', row.study_folder, ...options].map(shellWord).join(' ')
}

const byHand = (row: ScheduleRow): string => `the nights of ${row.study} are not set: ${settingCommand(row)}`

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
