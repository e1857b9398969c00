import { ApplicationFailure } from '@temporalio/activity'

/** Our own classes whose cause may pass by itself; another error says it of itself, as of a disk that did not answer. */
const passing = new Set(['MailServerAway'])

const passes = (error: Error): boolean => passing.has(error.name) || ('retryable' in error && error.retryable === true)

/** Errors whose message is made of ids and names of columns only, so that it may stand in Temporal's history. */
const spoken = new Set([
  'ExportUnreadable',
  'Unreadable',
  'MappingIncomplete',
  'StudyInvalid',
  'IdentityKeyMissing',
  'IdentityKeyDiffers',
  'SchemaNewerThanCode',
  'ResultsInconsistent',
  'SecondOpinionDiffers',
  'ReportInconsistent',
  'DataCutRefused',
  'NothingToReuse',
  'MailServerAway',
  'StudyChangedDuringRun',
  'ExportRefused',
  'ExportShrank',
])

/** Whether an error's class may be told by its own words. */
export const isSpoken = (errorName: string): boolean => spoken.has(errorName)

/** A failure without its stack: what it would tell is where this code lies on this machine, in Temporal's history for good. */
const failureOf = (type: string, message: string, nonRetryable: boolean): ApplicationFailure => {
  const failure = ApplicationFailure.create({ type, message, nonRetryable })
  failure.stack = ''
  return failure
}

const systemCode = (error: object): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Postgres tells what it refused by class of code: connection, resources, operator, serialization, deadlock pass by themselves. */
const passingPostgres = /^(08|53|57|58|40001$|40P01$|55P03$)/
const passingSystem = /^(ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|EBUSY|EIO|ENOSPC|EMFILE|ESTALE)/

/** Whether an error is none of ours, so that only its place in the code can tell what happened. */
export const isUnspoken = (error: unknown): boolean =>
  !(error instanceof ApplicationFailure) && !(error instanceof Error && spoken.has(error.name))

/**
 * An error as Temporal may keep it: its class as the type, a message of ids only (a driver's message may carry values), no
 * stack, and whether trying again can help.
 */
export const toFailure = (error: unknown, activity: string): ApplicationFailure => {
  if (error instanceof ApplicationFailure) return error
  const name = error instanceof Error ? error.name : 'Error'
  const code = typeof error === 'object' && error !== null ? systemCode(error) : undefined
  if (spoken.has(name) && error instanceof Error) {
    return failureOf(name, error.message, !passes(error))
  }
  const retryable = code !== undefined && (passingPostgres.test(code) || passingSystem.test(code))
  const lost =
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered/.test(error.message)
  const message = code === undefined ? `${activity} failed` : `${activity} failed with code ${code}`
  return failureOf(name, message, !(retryable || lost))
}
