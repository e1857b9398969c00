import { raiseAlarm } from '../sql/alarms.js'
import type { MailRow } from '../sql/report-files.js'
import type { RunRow } from '../sql/runs.js'
import { type Told, told, toldId, toldLiteral } from '../words/told.js'
import type { Dependencies } from '../stages/dependencies.js'

const inWords: Readonly<Record<string, Told>> = {
  StudyInvalid: told`the study's files are wrong`,
  StudyMoved: told`no study is in its registered folder any more: give cohortium schedule set FOLDER from its new place`,
  IdentityKeyMissing: told`the identity key is not set`,
  IdentityKeyDiffers: told`the identity key is another one than before`,
  CodeVersionGone: told`the code was changed, and no worker of the old code was left`,
  RunLost: told`Temporal knows nothing of it any more`,
  RunTerminated: told`it was ended from outside`,
  RunTimedOut: told`it went on for longer than a run may`,
  TimedOut: told`a stage did not end in its time`,
}

/** What a failed run's keeper gets to know of the cause: its class, and what that means; never a message, which may carry more. */
export const causeInWords = (type: string): Told => {
  const words = inWords[type]
  return words === undefined ? toldId(type) : told`${toldId(type)}, ${words}`
}

type World = Pick<Dependencies, 'store' | 'clock'>

/** Raises an alarm for each message of a run that did not arrive. */
export const raiseRefused = async (
  { store, clock }: World,
  run: Pick<RunRow, 'run_id' | 'study'>,
  undelivered: readonly Pick<MailRow, 'recipient' | 'state'>[],
): Promise<void> => {
  const id = toldId(run.run_id)
  for (const { recipient, state } of undelivered)
    await raiseAlarm(store.database, {
      alarm_key: `mail/${run.run_id}/${recipient}`,
      study: run.study,
      kind: 'message refused',
      // Addresses stand in the study's own files.
      words: told`The report of run ${id} to ${toldLiteral(recipient, [recipient])}: ${state}. See: cohortium show ${id}`,
      raised_at: clock().toISOString(),
    })
}

/** Raises an alarm for a run that failed, by the class of its cause. */
export const raiseFailed = (
  { store, clock }: World,
  { run_id, study, kind }: Pick<RunRow, 'run_id' | 'study' | 'kind'>,
  type: string,
): Promise<void> => {
  const [what, id] = [kind === 'nightly' ? told`night` : told`${kind}`, toldId(run_id)]
  return raiseAlarm(store.database, {
    alarm_key: `run/${run_id}`,
    study,
    kind: 'run failed',
    words: told`The ${what} ${id} failed: ${causeInWords(type)}. See: cohortium show ${id}`,
    raised_at: clock().toISOString(),
  })
}
