import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { isTemporalAway } from './service-away.js'

const patience = 30_000
const pause = 100

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
export const awaitTemporal = async (
  { workflowService }: Client,
  namespace: string,
  taskQueue: string,
): Promise<void> => {
  const queue = (): Promise<unknown> => workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } })
  const execution = (): Promise<unknown> =>
    workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'cohortium/readiness' } })
  const deadline = performance.now() + patience
  const up = async (): Promise<boolean> => (await Promise.all([queue, execution].map(answers))).every(Boolean)
  while (!(await up()) && performance.now() < deadline) await sleep(pause)
}
