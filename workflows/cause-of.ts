import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/workflow'
import type { RunFailure } from '../runs/contract.js'
import { retold, told, toldId } from '../words/told.js'

/** The cause at the bottom of a failure: the error's class by name, and its message of ids. */
export const causeOf = (error: unknown): RunFailure => {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause !== undefined)
    return causeOf(error.cause)
  if (error instanceof ApplicationFailure) {
    return { type: toldId(error.type ?? 'Error'), message: retold(error.message) }
  }
  if (error instanceof TimeoutFailure) {
    return { type: told`TimedOut`, message: told`an activity did not end in its time` }
  }
  if (error instanceof TerminatedFailure) {
    return { type: told`Terminated`, message: told`it was ended from outside, in Temporal` }
  }
  const type = toldId(error instanceof Error ? error.name : 'Error')
  return { type, message: told`an unexpected failure in the workflow` }
}
