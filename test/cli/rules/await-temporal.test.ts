import type { Client } from '@temporalio/client'
import { expect, test } from 'vitest'
import { awaitTemporal } from '../../../cli/await-temporal.js'

const away = Object.assign(new Error('not now'), { code: 14, metadata: {} })
const unknown = Object.assign(new Error('no such execution'), { code: 5, metadata: {} })

/** A server whose two parts come up after so many questions; what the client asks of it is written down. */
const server = (queueAfter: number, executionAfter: number) => {
  const asked: unknown[] = []
  const left = { queue: queueAfter, execution: executionAfter }
  const part = (name: 'queue' | 'execution', known: boolean) => (question: unknown) => {
    asked.push([name, question])
    left[name] -= 1
    if (left[name] >= 0) return Promise.reject(away)
    return known ? Promise.resolve({}) : Promise.reject(unknown)
  }
  const workflowService = {
    describeTaskQueue: part('queue', true),
    describeWorkflowExecution: part('execution', false),
  }
  const counts = () =>
    ['queue', 'execution'].map(name => asked.filter(one => Array.isArray(one) && one[0] === name).length)
  return { client: { workflowService } as unknown as Client, counts, asked, left }
}

test.each([
  ['both are up', 0, 0, [1, 1]],
  ['queues come later', 3, 0, [4, 4]],
  ['executions come later', 0, 2, [3, 3]],
  ['both come later', 2, 2, [3, 3]],
])(
  'a server is asked for both at once until it keeps queues and executions: %s',
  async (_, queue, execution, counts) => {
    const { client, counts: asked, left } = server(queue, execution)
    await awaitTemporal(client, 'default', 'own-queue')
    expect(asked()).toEqual(counts)
    expect([left.queue, left.execution].every(more => more < 0)).toBe(true)
  },
)

test('what is asked is the queue of this code and an execution that nobody has, in the namespace', async () => {
  const { client, asked } = server(0, 0)
  await awaitTemporal(client, 'mine', 'own-queue')
  expect(asked).toEqual([
    ['queue', { namespace: 'mine', taskQueue: { name: 'own-queue' } }],
    ['execution', { namespace: 'mine', execution: { workflowId: 'cohortium/readiness' } }],
  ])
})
