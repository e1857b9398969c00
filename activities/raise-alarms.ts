import { raiseAlarm } from '../sql/alarms.js'
import type { MailRow } from '../sql/report-files.js'
import type { RunRow } from '../sql/runs.js'
import type { Dependencies } from './dependencies.js'

type World = Pick<Dependencies, 'store' | 'clock'>

/** Raises an alarm for each message of a run that did not arrive. */
export const raiseRefused = async (
  { store, clock }: World,
  run: Pick<RunRow, 'run_id' | 'study'>,
  undelivered: readonly Pick<MailRow, 'recipient' | 'state'>[],
): Promise<void> => {
  for (const { recipient, state } of undelivered)
    await raiseAlarm(store.database, {
      alarm_key: `mail/${run.run_id}/${recipient}`,
      study: run.study,
      kind: 'message refused',
      words: `The report of run ${run.run_id} to ${recipient}: ${state}. See: cohortium show ${run.run_id}`,
      raised_at: clock().toISOString(),
    })
}

/** Raises an alarm for a run that failed; the cause is a class of error and ids. */
export const raiseFailed = (
  { store, clock }: World,
  run: Pick<RunRow, 'run_id' | 'study' | 'kind'>,
  cause: string,
): Promise<void> =>
  raiseAlarm(store.database, {
    alarm_key: `run/${run.run_id}`,
    study: run.study,
    kind: 'run failed',
    words: `The ${run.kind === 'nightly' ? 'night' : run.kind} ${run.run_id} failed: ${cause}. See: cohortium show ${run.run_id}`,
    raised_at: clock().toISOString(),
  })
