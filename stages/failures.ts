import { ApplicationFailure } from '@temporalio/activity'
import { codeOfError } from '../words/code-of-error.js'
import { type Told, told, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'
import { faultWords } from './fault-words.js'
import { mayPass, patienceOf } from './passing.js'

/** A failure without its stack: a stack would keep for good, in Temporal's history, where this code lies on this machine. */
const failureOf = (type: Told, message: Told, nonRetryable: boolean): ApplicationFailure => {
  const failure = ApplicationFailure.create({ type, message, nonRetryable })
  failure.stack = ''
  return failure
}

/** Whether an error has no words that may leave, so that only its place in the code says what happened. */
export const isUnspoken = (error: unknown): boolean =>
  !(error instanceof ApplicationFailure) && !(error instanceof ToldError)

const messageOf = (stage: Told, code: string | null): Told => {
  if (code === null) return told`${stage} failed`
  const words = faultWords(code)
  const failed = told`${stage} failed with code ${toldId(code)}`
  return words === null ? failed : told`${failed}: ${words}`
}

/**
 * An error as Temporal may keep it: its class as the type, a message that may leave (a driver's own may carry values),
 * no stack, and whether trying again can help after so many tries that ended so.
 */
export const toFailure = (error: unknown, activity: string, tries = 1): ApplicationFailure => {
  if (error instanceof ApplicationFailure) return error
  const name = toldId(error instanceof Error ? error.name : 'Error')
  const patience = patienceOf(error)
  if (error instanceof ToldError) return failureOf(name, error.told, !mayPass(patience, tries))
  const code = codeOfError(error)
  const stage = toldId(activity)
  return failureOf(name, messageOf(stage, code), !mayPass(patience, tries))
}
