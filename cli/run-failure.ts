import { ApplicationFailure, CancelledFailure } from '@temporalio/client'
import type { RunFailure } from '../runs/contract.js'
import { retold, told, toldId } from '../words/told.js'

/** Why a run did not end with a summary: the cause at the bottom of what Temporal's client threw. */
export const runFailure = (error: unknown): RunFailure => {
  if (error instanceof ApplicationFailure) {
    return { type: toldId(error.type ?? 'Error'), message: retold(error.message) }
  }
  if (error instanceof CancelledFailure) {
    return { type: told`Cancelled`, message: told`cancelled before the run was opened` }
  }
  if (error instanceof Error && error.cause !== undefined) return runFailure(error.cause)
  return { type: told`Error`, message: retold(error instanceof Error ? error.message : String(error)) }
}

/** Whether a run said itself why it did not end with a summary; one that was lost, terminated or timed out did not. */
export const saidItself = (error: unknown): boolean => {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return true
  return error instanceof Error && error.cause !== undefined && saidItself(error.cause)
}
