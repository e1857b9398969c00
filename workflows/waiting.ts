import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow'

/** An error that nobody expected ends the workflow; left to the default, its task would be tried again for hours. */
export const endsAtOnce = { failureExceptionTypes: [Error] }

// Every activity says that it is alive every second, when its computing lets it; a worker that was killed is missed
// after thirty, which a busy machine does not take for a death. A cancelled run waits for the stage at hand, so that
// nothing is written after its end and a run just opened is closed.
const alive = {
  heartbeatTimeout: '30s',
  startToCloseTimeout: '30m',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const

/** Reading and harmonizing one site: a database that is away is waited for an hour, a file system some two minutes. */
export const reading: ActivityOptions = {
  ...alive,
  scheduleToCloseTimeout: '2h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 66 },
}

/** Stages over the whole study: the same. */
export const computing: ActivityOptions = reading

/** The last word of a run: nothing is left to do but to wait, so it is tried for as long as a run may go on. */
export const closing: ActivityOptions = {
  ...alive,
  scheduleToCloseTimeout: '8h',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 486 },
}

/** Mail: waits like the stages; a mail server that is away is asked fewer times, which the stage itself counts. */
export const mailing: ActivityOptions = {
  ...alive,
  scheduleToCloseTimeout: '2h',
  retry: { initialInterval: '4s', backoffCoefficient: 2, maximumInterval: '1m', maximumAttempts: 64 },
}

/** How long a night waits for another run of its study, and how often it looks. */
export interface Patience {
  readonly everySeconds: number
  readonly seconds: number
}

/** A night waits for an hour: longer than any run of a study should take. */
export const anHour: Patience = { everySeconds: 30, seconds: 3_600 }
