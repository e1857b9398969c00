import { afterAll, beforeAll, expect, test } from 'vitest'
import { intakeVersion } from '../../stages/code-version.js'
import { type ActivityBench, activityBench } from './performed-run.js'

const site = 'institutions-01-06'

let bench: ActivityBench

beforeAll(async () => {
  bench = await activityBench()
})

afterAll(() => bench.close())

const batchOf = async (execution: string, codeVersion?: string): Promise<string> => {
  const { runId } = await bench.perform(bench.activities.openRun, bench.request, execution)
  const { database } = bench.database.store
  if (codeVersion !== undefined) {
    await database.updateTable('run').set({ code_version: codeVersion }).where('run_id', '=', runId).execute()
  }
  return (await bench.perform(bench.activities.ingestSite, { runId, site }, execution)).batchId
}

test('a run of other sheets and statistics finds the batch that was read before', async () => {
  const read = await batchOf('before-an-upgrade', '0.0.9+000000000000')
  expect(await batchOf('after-it')).toBe(read)
  const batches = await bench.database.store.database.selectFrom('batch').select('code_version').execute()
  expect(batches).toEqual([{ code_version: intakeVersion() }])
})
