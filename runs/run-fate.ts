import { type Told, told } from '../words/told.js'
import type { RunRow } from '../sql/runs.js'
import type { RunFailure } from './contract.js'

/** What Temporal knows of a run's execution. */
export type ExecutionKnown =
  | { readonly kind: 'not found' }
  | { readonly kind: 'closed'; readonly how: string }
  | { readonly kind: 'running'; readonly polled: boolean }

/** What is to be done about a run whose row says that it is going on. */
export type RunFate =
  | { readonly kind: 'leave' }
  | { readonly kind: 'close' | 'terminate'; readonly status: 'failed' | 'cancelled'; readonly failure: RunFailure }

/** So long nobody may have heard of a run before it is ended for that: longer than the restart of a machine. */
export const quietMilliseconds = 10 * 60_000

/** The same for a run of another installation, whose Temporal server is not the one at hand: longer than a stage may take. */
export const quietElsewhereMilliseconds = 60 * 60_000

/** Whether another installation may be at work on a run that the Temporal server at hand does not know. */
export const mayGoOnElsewhere = (
  { installation }: Pick<RunRow, 'installation'>,
  own: string,
  execution: ExecutionKnown,
  quiet: number,
): boolean =>
  execution.kind === 'not found' && installation !== null && installation !== own && quiet < quietElsewhereMilliseconds

const failed = (type: Told, message: Told): RunFate => ({
  kind: 'close',
  status: 'failed',
  failure: { type, message },
})

const closed = (how: string): RunFate => {
  if (how === 'TERMINATED') return failed(told`RunTerminated`, told`its execution was terminated from outside`)
  if (how === 'TIMED_OUT') return failed(told`RunTimedOut`, told`it went on for longer than a run may`)
  if (how !== 'CANCELLED') return failed(told`RunLost`, told`its execution ended and could not say how`)
  const failure = { type: told`RunCancelled`, message: told`its execution was cancelled and could not say so` }
  return { kind: 'close', status: 'cancelled', failure }
}

/**
 * Decides over a run that its row calls running, by what Temporal knows of its execution and by how long the run has
 * been quiet: one that is gone or closed is closed by name; one whose code nobody works is ended.
 */
export const runFate = (execution: ExecutionKnown, quiet: number): RunFate => {
  // A closed execution is closed whatever was heard; the others may be on their way.
  if (execution.kind === 'closed') return closed(execution.how)
  if (quiet < quietMilliseconds) return { kind: 'leave' }
  if (execution.kind === 'not found')
    return failed(told`RunLost`, told`Temporal knows nothing of its execution any more`)
  if (execution.polled) return { kind: 'leave' }
  const failure = {
    type: told`CodeVersionGone`,
    message: told`no worker of its code version was there to go on with it`,
  }
  return { kind: 'terminate', status: 'failed', failure }
}
