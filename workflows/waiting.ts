import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow'

/** An error that nobody expected ends the workflow; left to the default, its task would be tried again for hours. */
export const endsAtOnce = { failureExceptionTypes: [Error] }

// Every activity says that it is alive every two seconds, when its computing lets it; a worker that was killed is missed
// after thirty, which a busy machine does not take for a death. A cancelled run waits for the stage at hand, so that
// nothing is written after its end and a run just opened is closed.
const alive = {
  heartbeatTimeout: '30s',
  startToCloseTimeout: '30m',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const

/** Reading and harmonizing one site: faults of network, file system and database are tried again for some two minutes. */
export const reading: ActivityOptions = {
  ...alive,
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 8 },
}

/** Stages over the whole study: faults of the database are tried again for half a minute. */
export const computing: ActivityOptions = {
  ...alive,
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s', maximumAttempts: 6 },
}

/** Mail: a server that is away is asked again for about a minute; then the message is left in the run's folder. */
export const mailing: ActivityOptions = {
  ...alive,
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '4s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 6 },
}

/** How long a night waits for another run of its study, and how often it looks. */
export interface Patience {
  readonly everySeconds: number
  readonly seconds: number
}

/** A night waits for an hour: longer than any run of a study should take. */
export const anHour: Patience = { everySeconds: 30, seconds: 3_600 }
