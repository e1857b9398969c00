import { beforeAll, describe, expect, test } from 'vitest'
import type { ResultsFile } from '../support/cohortium.js'
import { type StageActivity, stages } from '../../words/stages.js'
import { disturbedProduct, expectHealed, undisturbedResults, until } from './disturbed-product.js'

let undisturbed: ResultsFile

beforeAll(async () => {
  undisturbed = await undisturbedResults()
})

// Most of the time is waiting until the server misses the killed worker, so the tests wait together.
describe.concurrent('a worker that is killed when a stage is written and nobody knows it yet', () => {
  test.for(Object.keys(stages) as StageActivity[])(
    '%s is not done twice, and the run ends as if undisturbed',
    async stage => {
      const disturbed = await disturbedProduct()
      try {
        const place = `${stage}:after-commit`
        const worker = await disturbed.startWorker({ FAILPOINT: place })
        const run = disturbed.startRunElsewhere()
        // A run that ends meanwhile will not come to that stage.
        await until(place, () => worker.output().includes(`failpoint ${place}`), run)
        worker.child.kill('SIGKILL')
        expect((await worker.finished).signal).toBe('SIGKILL')
        await disturbed.startWorker()
        await expectHealed(disturbed, run, undisturbed)
      } finally {
        await disturbed.close()
      }
    },
  )
})
