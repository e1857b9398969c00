import { join } from 'node:path'
import { renderAlarms } from '../reports/mail/render-alarm.js'
import { type AlarmRow, markTold, selectUntold } from '../sql/alarms.js'
import { oneAtATime } from '../sql/stages.js'
import type { Dependencies } from '../stages/dependencies.js'
import { operationsKnown } from './operations-known.js'
import { publishFile } from '../folders/private-files.js'
import { retold, told } from '../words/told.js'

/** What telling needs of the world. */
export interface Telling extends Pick<Dependencies, 'store' | 'clock' | 'environment' | 'sendMail'> {
  /** Where a message is left when there is no mail server. */
  readonly alarmsFolder: string
}

/** What was said, in a line, and whether it is still due because the mail server is away. */
export interface ToldAlarm {
  readonly words: string
  readonly due: boolean
}

/** How alarms of one study were said, all in one message to each keeper; null where the mail server is away, so that they stay due. */
const tell = async (
  { environment, sendMail, alarmsFolder }: Telling,
  study: string,
  alarms: readonly AlarmRow[],
  keepers: readonly string[],
): Promise<string | null> => {
  const from = environment['COHORTIUM_MAIL_FROM'] ?? 'cohortium@localhost'
  const answers: string[] = []
  const shown = alarms.map(({ alarm_key: key, kind, words, raised_at: raisedAt }) => ({
    key,
    kind: told`${kind}`,
    words: retold(words),
    raisedAt,
  }))
  for (const keeper of keepers) {
    const mail = await renderAlarms(study, shown, from, keeper)
    if (sendMail === null) {
      await publishFile(join(alarmsFolder, mail.path), mail.bytes)
      answers.push(`${keeper}: written to ${mail.path}`)
      continue
    }
    const { status, response } = await sendMail(mail)
    if (status === 'deferred' || status === 'unreachable') return null
    // Of a message that was cut off nobody knows whether it arrived: once more would be twice.
    answers.push(`${keeper}: ${status}, ${response}`)
  }
  return answers.join('; ')
}

const nobody = 'nobody is told: operations.yaml names no keeper; it waits until one is named'

// Said once to whoever looks on; then they wait, and are counted where runs are listed.
const leaveWaiting = async ({ store }: Telling, alarms: readonly AlarmRow[]): Promise<readonly AlarmRow[]> => {
  const unsaid = alarms.filter(({ told_how }) => told_how === null)
  if (unsaid.length > 0)
    await markTold(
      store.database,
      unsaid.map(({ alarm_key }) => alarm_key),
      null,
      nobody,
    )
  return unsaid
}

const linesOf = (alarms: readonly AlarmRow[], how: string, due: boolean): readonly ToldAlarm[] =>
  alarms.map(({ study, kind, words }) => ({ words: `${study}: ${kind}. ${words} (${how})`, due }))

const tellStudy = async (telling: Telling, study: string): Promise<readonly ToldAlarm[]> => {
  const { store, clock } = telling
  const alarms = (await selectUntold(store.database)).filter(alarm => alarm.study === study)
  if (alarms.length === 0) return []
  const { keeper } = await operationsKnown(store, study)
  if (keeper.mail.length === 0) return linesOf(await leaveWaiting(telling, alarms), nobody, false)
  const how = await tell(telling, study, alarms, keeper.mail)
  if (how === null) return linesOf(alarms, 'the mail server is away, it stays due', true)
  await markTold(
    store.database,
    alarms.map(({ alarm_key }) => alarm_key),
    clock().toISOString(),
    how,
  )
  return linesOf(alarms, how, false)
}

/**
 * Tells each alarm once to the keepers of its study, all of one study in one message. One that could not be sent stays due;
 * where nobody is named it waits for a keeper, is said once here, and comes with the others when there is one.
 */
export const tellAlarms = async (telling: Telling): Promise<readonly ToldAlarm[]> => {
  const { store } = telling
  const lines: ToldAlarm[] = []
  for (const study of new Set((await selectUntold(store.database)).map(alarm => alarm.study)))
    lines.push(...(await oneAtATime(store, `alarms/${study}`, () => tellStudy(telling, study))))
  return lines
}
