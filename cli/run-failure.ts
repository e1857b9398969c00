import { ApplicationFailure, CancelledFailure } from '@temporalio/client'
import type { RunFailure } from '../activities/contract.js'

/** Why a run did not end with a summary: the cause at the bottom of what Temporal's client threw. */
export const runFailure = (error: unknown): RunFailure => {
  if (error instanceof ApplicationFailure) return { type: error.type ?? 'Error', message: error.message }
  if (error instanceof CancelledFailure) return { type: 'Cancelled', message: 'cancelled before the run was opened' }
  if (error instanceof Error && error.cause !== undefined) return runFailure(error.cause)
  return { type: 'Error', message: error instanceof Error ? error.message : String(error) }
}
