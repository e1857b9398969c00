import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, isGrpcServiceError } from '@temporalio/client'
import { taskQueue } from '../activities/task-queue.js'

const patience = 30_000
const pause = 100

/** The codes of gRPC that say 'not now' (unavailable, deadline exceeded), as against an answer. */
const away: readonly number[] = [14, 4]

/** The gRPC code of a Temporal client's error, or of what caused it. */
export const grpcCode = (error: unknown): number | undefined => {
  if (isGrpcServiceError(error)) return error.code
  return error instanceof Error && error.cause !== undefined ? grpcCode(error.cause) : undefined
}

/** Whether an error says that the Temporal server is not there, or that a part of it is not. */
export const isTemporalAway = (error: unknown): boolean => {
  const code = grpcCode(error)
  return code !== undefined && away.includes(code)
}

const answers = async (ask: () => Promise<unknown>): Promise<boolean> => {
  try {
    await ask()
    return true
  } catch (error) {
    // 'Not found' is an answer: the part that was asked is up.
    return !isTemporalAway(error)
  }
}

/**
 * Waits until the server's parts that keep queues and executions answer: in a server that has just started, its front
 * answers some seconds before them.
 */
export const awaitTemporal = async ({ workflowService }: Client, namespace: string): Promise<void> => {
  const queue = (): Promise<unknown> =>
    workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue() } })
  const execution = (): Promise<unknown> =>
    workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'cohortium/readiness' } })
  const deadline = performance.now() + patience
  while (!((await answers(queue)) && (await answers(execution))) && performance.now() < deadline) await sleep(pause)
}
