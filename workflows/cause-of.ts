import { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, TimeoutFailure } from '@temporalio/workflow'
import type { RunFailure } from '../activities/contract.js'

/** The cause at the bottom of a failure: the error's class by name, and its message of ids. */
export const causeOf = (error: unknown): RunFailure => {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause !== undefined)
    return causeOf(error.cause)
  if (error instanceof ApplicationFailure) return { type: error.type ?? 'Error', message: error.message }
  if (error instanceof TimeoutFailure) return { type: 'TimedOut', message: 'an activity did not end in its time' }
  return { type: error instanceof Error ? error.name : 'Error', message: 'an unexpected failure in the workflow' }
}
