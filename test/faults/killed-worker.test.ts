import { beforeAll, describe, expect, test } from 'vitest'
import type { ResultsFile, Running } from '../support/cohortium.js'
import {
  disturbedProduct,
  type DisturbedProduct,
  expectHealed,
  undisturbedResults,
  until,
} from './disturbed-product.js'

let undisturbed: ResultsFile

beforeAll(async () => {
  undisturbed = await undisturbedResults()
})

const killAt = async (worker: Running, failpoint: string): Promise<void> => {
  await until(failpoint, () => worker.output().includes(`failpoint ${failpoint}`), worker)
  worker.child.kill('SIGKILL')
  expect((await worker.finished).signal).toBe('SIGKILL')
}

const disturb = async (work: (disturbed: DisturbedProduct) => Promise<void>): Promise<void> => {
  const disturbed = await disturbedProduct()
  try {
    await work(disturbed)
  } finally {
    await disturbed.close()
  }
}

// Most of the time is waiting until the server misses the killed worker, so the tests wait together.
describe.concurrent('a worker that is killed', () => {
  test('before it writes the report is replaced by another, and the run ends as if undisturbed', () =>
    disturb(async disturbed => {
      const worker = await disturbed.startWorker({ FAILPOINT: 'render:before' })
      const run = disturbed.startRunElsewhere()
      await killAt(worker, 'render:before')
      await disturbed.startWorker()
      await expectHealed(disturbed, run, undisturbed)
    }))

  test('after matching was committed does not make it match twice', () =>
    disturb(async disturbed => {
      const { database } = disturbed.product.database.store
      const matched = () => database.selectFrom('run_stage').selectAll().where('stage', '=', 'match').execute()
      const worker = await disturbed.startWorker({ FAILPOINT: 'matchCohort:after-commit' })
      const run = disturbed.startRunElsewhere()
      await killAt(worker, 'matchCohort:after-commit')
      const before = await matched()
      expect(before).toHaveLength(1)
      await disturbed.startWorker()
      await expectHealed(disturbed, run, undisturbed)
      expect(await matched()).toEqual(before)
    }))

  test('while exports are read, and is not replaced, is missed by the waiting run, which goes on by itself', () =>
    disturb(async disturbed => {
      const worker = await disturbed.startWorker({ FAILPOINT: 'ingestSite:after-commit' })
      const run = disturbed.startRun()
      await killAt(worker, 'ingestSite:after-commit')
      await expectHealed(disturbed, run, undisturbed)
    }))
})
