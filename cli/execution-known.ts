import { WorkflowNotFoundError } from '@temporalio/client'
import type { ExecutionKnown } from '../runs/run-fate.js'
import type { Connected } from './with-services.js'
import { anyPolls } from './pollers.js'

/** Whether a worker polls a queue; one beside whose identity is given. */
export const isPolled = async (
  { client, services }: Pick<Connected, 'client' | 'services'>,
  queue: string,
  beside?: string,
): Promise<boolean> => {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: services.temporal.namespace,
    taskQueue: { name: queue },
  })
  return anyPolls(
    pollers.filter(({ identity }) => identity !== beside),
    Date.now(),
  )
}

/** What Temporal knows of an execution. */
export const executionKnown = async (
  connected: Pick<Connected, 'client' | 'services'>,
  workflowId: string,
  executionId: string,
): Promise<ExecutionKnown> => {
  try {
    const { status, taskQueue } = await connected.client.workflow.getHandle(workflowId, executionId).describe()
    if (status.name !== 'RUNNING') return { kind: 'closed', how: status.name }
    return { kind: 'running', polled: await isPolled(connected, taskQueue) }
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'not found' }
    throw error
  }
}
