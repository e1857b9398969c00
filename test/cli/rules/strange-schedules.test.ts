import type { Client } from '@temporalio/client'
import { expect, test } from 'vitest'
import { strangeSchedules } from '../../../cli/strange-schedules.js'

/** A client over schedules by id, each with the queue of its nights. */
const clientWith = (queues: Readonly<Record<string, string>>): Pick<Client, 'schedule'> =>
  ({
    schedule: {
      list: () => Object.keys(queues).map(scheduleId => ({ scheduleId })),
      getHandle: (id: string) => ({ describe: () => Promise.resolve({ action: { taskQueue: queues[id] } }) }),
    },
  }) as unknown as Pick<Client, 'schedule'>

test('a schedule whose nights go to a queue of nobody here is named with what to do', async () => {
  const client = clientWith({
    'cohortium/lung/nightly': 'cohortium-0a1b2c3d',
    'cohortium/heart/nightly': 'cohortium',
    'somebody/else': 'theirs',
  })
  expect(await strangeSchedules(client, 'cohortium-0a1b2c3d')).toEqual([
    'the schedule of heart was set by an older version or under another COHORTIUM_SEAL_KEY, and its nights do not run here: ' +
      "set it again with 'cohortium schedule set heart'",
  ])
})
