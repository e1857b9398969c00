import { ApplicationFailure } from '@temporalio/activity'
import { type Told, told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'

/** A failure without its stack: what it would tell is where this code lies on this machine, in Temporal's history for good. */
const failureOf = (type: Told, message: Told, nonRetryable: boolean): ApplicationFailure => {
  const failure = ApplicationFailure.create({ type, message, nonRetryable })
  failure.stack = ''
  return failure
}

const systemCode = (error: object): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Postgres tells what it refused by class of code: connection, resources, operator, serialization, deadlock pass by themselves. */
const passingPostgres = /^(08|53|57|58|40001$|40P01$|55P03$)/
const passingSystem = /^(ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|EBUSY|EIO|ENOSPC|EMFILE|ESTALE)/

/** Whether an error may be told by no words of its own, so that only its place in the code can tell what happened. */
export const isUnspoken = (error: unknown): boolean =>
  !(error instanceof ApplicationFailure) && !(error instanceof ToldError)

/**
 * An error as Temporal may keep it: its class as the type, a message that may be told (a driver's own may carry values),
 * no stack, and whether trying again can help.
 */
export const toFailure = (error: unknown, activity: string): ApplicationFailure => {
  if (error instanceof ApplicationFailure) return error
  const name = toldId(error instanceof Error ? error.name : 'Error')
  if (error instanceof ToldError) return failureOf(name, error.told, !error.retryable)
  const code = typeof error === 'object' && error !== null ? systemCode(error) : undefined
  const retryable = code !== undefined && (passingPostgres.test(code) || passingSystem.test(code))
  const lost =
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered/.test(error.message)
  const stage = toldId(activity)
  const message = code === undefined ? told`${stage} failed` : told`${stage} failed with code ${toldId(code)}`
  return failureOf(name, message, !(retryable || lost))
}
