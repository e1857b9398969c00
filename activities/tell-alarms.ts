import { join } from 'node:path'
import type { Operations } from '../protocol/operations.js'
import { renderAlarm } from '../reports/render-alarm.js'
import { type AlarmRow, isUntold, markTold, selectUntold } from '../sql/alarms.js'
import { selectLastOf } from '../sql/runs.js'
import { selectSchedule } from '../sql/schedules.js'
import { oneAtATime } from '../sql/stages.js'
import type { Dependencies } from './dependencies.js'
import { publishFile } from './private-files.js'
import { operationsOf } from './run-context.js'

/** What telling needs of the world. */
export interface Telling extends Pick<Dependencies, 'store' | 'clock' | 'environment' | 'sendMail'> {
  /** Where a message is left when there is no mail server. */
  readonly alarmsFolder: string
}

// As of the last run, also one that failed, or as when the nights were set.
const keepersOf = async ({ store }: Telling, study: string): Promise<readonly string[]> => {
  const last = await selectLastOf(store.database, study)
  if (last !== undefined && last.operations !== null) return operationsOf(last).keeper.mail
  const schedule = await selectSchedule(store.database, study)
  // What was stored is what the loader checked.
  return (schedule?.operations as Operations | undefined)?.keeper.mail ?? []
}

/** How an alarm was told; null where the mail server is away, so that it stays due. */
const tell = async (telling: Telling, alarm: AlarmRow): Promise<string | null> => {
  const { environment, sendMail, alarmsFolder } = telling
  const keepers = await keepersOf(telling, alarm.study)
  if (keepers.length === 0) return 'operations.yaml names no keeper'
  const from = environment['COHORTIUM_MAIL_FROM'] ?? 'cohortium@localhost'
  const told: string[] = []
  for (const keeper of keepers) {
    const { alarm_key: key, study, kind, words, raised_at: raisedAt } = alarm
    const mail = await renderAlarm({ key, study, kind, words, raisedAt }, from, keeper)
    if (sendMail === null) {
      await publishFile(join(alarmsFolder, mail.path), mail.bytes)
      told.push(`${keeper}: written to ${mail.path}`)
      continue
    }
    const { status, response } = await sendMail(mail)
    if (status === 'deferred' || status === 'unreachable') return null
    // Of a message that was cut off nobody knows whether it arrived: once more would be twice.
    told.push(`${keeper}: ${status}, ${response}`)
  }
  return told.join('; ')
}

/** What was told, in a line, and whether it is still due because the mail server is away. */
export interface ToldAlarm {
  readonly words: string
  readonly due: boolean
}

/** Tells each alarm once to the keepers of its study; one that could not be told stays due. */
export const tellAlarms = async (telling: Telling): Promise<readonly ToldAlarm[]> => {
  const { store, clock } = telling
  const lines: ToldAlarm[] = []
  for (const alarm of await selectUntold(store.database))
    await oneAtATime(store, `alarm/${alarm.alarm_key}`, async () => {
      if (!(await isUntold(store.database, alarm.alarm_key))) return
      const how = await tell(telling, alarm)
      if (how !== null) await markTold(store.database, alarm.alarm_key, clock().toISOString(), how)
      const suffix = how === null ? 'the mail server is away, it stays due' : how
      lines.push({ words: `${alarm.study}: ${alarm.kind}. ${alarm.words} (${suffix})`, due: how === null })
    })
  return lines
}
