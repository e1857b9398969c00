import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { WorkflowExecutionAlreadyStartedError, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client'
import type { RunFailure, RunRequest, RunSummary } from '../runs/contract.js'
import { recordSkipped, runGoingOn } from '../activities/skip-run.js'
import { taskQueue } from '../stages/task-queue.js'
import type { runStudy } from '../workflows/run-study.js'
import { studyRunId } from '../workflows/study-run-id.js'
import type { Connected } from './with-services.js'
import { exitCodes } from '../words/exit-codes.js'
import { terminal } from './terminal.js'

/** How waiting for a run ended: with the run's summary, or because it never opened, or because it was left to others. */
export type RunWait =
  | { readonly kind: 'ended'; readonly summary: RunSummary }
  | { readonly kind: 'not opened'; readonly failure: RunFailure; readonly exitCode: number }
  | { readonly kind: 'left'; readonly exitCode: number }

/** A run that was started. */
export type RunHandle = WorkflowHandleWithFirstExecutionRunId<typeof runStudy>

/** A run that was started, or how waiting for its turn ended. */
export type RunStart = { readonly kind: 'started'; readonly handle: RunHandle } | RunWait

const anHour = 3_600_000
const pause = 500

const start = async (
  { client, installation }: Pick<Connected, 'client' | 'installation'>,
  study: string,
  request: RunRequest,
): Promise<RunHandle | null> => {
  try {
    return await client.workflow.start<typeof runStudy>('runStudy', {
      workflowId: studyRunId(study),
      taskQueue: taskQueue(installation.key.mark),
      args: [request],
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowExecutionTimeout: '12h',
    })
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null
    throw error
  }
}

const onGivingUp = (): { readonly given: Promise<'given up'>; readonly off: () => void } => {
  let give: () => void = () => undefined
  const given = new Promise<'given up'>(resolve => {
    give = () => {
      resolve('given up')
    }
  })
  process.on('SIGINT', give)
  process.on('SIGTERM', give)
  return {
    given,
    off: () => {
      process.off('SIGINT', give)
      process.off('SIGTERM', give)
    },
  }
}

// How the other run ended is said where it was started.
const endOf = ({ client }: Pick<Connected, 'client'>, study: string): Promise<'ended'> =>
  client.workflow
    .getHandle(studyRunId(study))
    .result()
    .then(
      () => sleep(pause, 'ended' as const),
      () => sleep(pause, 'ended' as const),
    )

const waitForTurn = async (
  connected: Pick<Connected, 'client' | 'store' | 'installation'>,
  study: string,
  request: RunRequest,
  unworked: Promise<never>,
  patience: number,
): Promise<RunStart> => {
  const signals = onGivingUp()
  const tooLong = new AbortController()
  const late = sleep(patience, 'too late' as const, { signal: tooLong.signal })
  late.catch(() => undefined)
  try {
    for (;;) {
      const next = await Promise.race([endOf(connected, study), late, signals.given, unworked])
      if (next === 'given up') return { kind: 'left', exitCode: exitCodes.failed }
      if (next === 'too late') {
        const execution = { workflowId: studyRunId(study), executionId: randomUUID() }
        const summary = await recordSkipped({ ...connected, clock: () => new Date() }, request, execution)
        return { kind: 'ended', summary }
      }
      const handle = await start(connected, study, request)
      if (handle !== null) return { kind: 'started', handle }
    }
  } finally {
    tooLong.abort()
    signals.off()
  }
}

/**
 * Starts a run; where another one of the study goes on, by hand or at night, it waits for that one's end, and is skipped
 * as a run of its own after an hour. The wait ends by an error when that one can be worked by nobody.
 */
export const startOrWait = async (
  connected: Pick<Connected, 'client' | 'store' | 'installation'>,
  study: string,
  request: RunRequest,
  unworked: Promise<never>,
  patience = anHour,
): Promise<RunStart> => {
  const handle = await start(connected, study, request)
  if (handle !== null) return { kind: 'started', handle }
  terminal.progress(
    `${await runGoingOn(connected, study)} of ${study} is going on; waiting for its end, up to an hour (Ctrl-C gives up)`,
  )
  return waitForTurn(connected, study, request, unworked, patience)
}
