import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client'
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { RunRequest, RunSummary } from '../../runs/contract.js'
import type { nightlyRun } from '../../workflows/nightly-run.js'
import type { SoakedNight } from './verdict.js'

/** What is needed to ask for nights. */
export interface NightBell {
  readonly client: Client
  readonly taskQueue: string
  readonly request: RunRequest
}

const pause = 300

/** Asks until the server answers: it is killed every few seconds, and who asks is not what is tried here. */
const insisting = async <T>(ask: () => Promise<T>, isAnswer: (error: unknown) => boolean): Promise<T> => {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (isAnswer(error)) throw error
      await sleep(pause)
    }
  }
}

const start = async ({ client, taskQueue, request }: NightBell, workflowId: string): Promise<WorkflowHandle> => {
  const options = { workflowId, taskQueue, args: [request] as [RunRequest], workflowExecutionTimeout: '6h' } as const
  try {
    return await insisting(
      () => client.workflow.start<typeof nightlyRun>('nightlyRun', options),
      error => error instanceof WorkflowExecutionAlreadyStartedError,
    )
  } catch (error) {
    // The answer to the first asking was lost.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return client.workflow.getHandle(workflowId)
    throw error
  }
}

const classOf = (error: unknown): string => {
  if (error instanceof ApplicationFailure) return error.type ?? 'ApplicationFailure'
  return error instanceof Error && error.cause !== undefined
    ? classOf(error.cause)
    : error instanceof Error
      ? error.name
      : 'unknown'
}

/** Asks for one night and waits for its end. */
export const night = async (bell: NightBell, number: number): Promise<SoakedNight> => {
  const { study } = bell.request
  const began = performance.now()
  const handle = await start(bell, `cohortium/${study}/nightly-${String(number)}`)
  const known = (ended: string, runId: string | null): SoakedNight => ({
    study,
    number,
    ended,
    runId,
    seconds: (performance.now() - began) / 1_000,
  })
  try {
    const { status, runId } = await insisting(
      () => handle.result() as Promise<RunSummary>,
      error => error instanceof WorkflowFailedError,
    )
    return known(status, runId)
  } catch (error) {
    return known(classOf(error), null)
  }
}
