import { beforeAll, describe, expect, test } from 'vitest'
import { folderOf, readResults, type ResultsFile } from '../support/cohortium.js'
import type { StageActivity } from '../../words/stages.js'
import { disturbedProduct, lung, undisturbedResults, until } from './disturbed-product.js'

let undisturbed: ResultsFile

beforeAll(async () => {
  undisturbed = await undisturbedResults()
})

const sharing: readonly StageActivity[] = [
  'ingestSite',
  'harmonizeSite',
  'selectCohort',
  'matchCohort',
  'analyze',
  'render',
]

// Two servers of Temporal know nothing of each other: their runs of one study meet in the database alone.
describe.concurrent('two runs that share what they make, one of whose workers is killed', () => {
  test.for(sharing)('at %s both end as if undisturbed, and each output stands once', async stage => {
    const [killed, other] = await Promise.all([disturbedProduct(), disturbedProduct()])
    const { database, environment } = killed.product
    const shared = { DATABASE_URL: environment['DATABASE_URL'] ?? '' }
    try {
      const place = `${stage}:after-commit`
      const worker = await killed.startWorker({ FAILPOINT: place })
      const run = killed.startRunElsewhere()
      // Whichever comes first makes what they share: the one that is killed has to be there.
      await until(place, () => worker.output().includes(`failpoint ${place}`), run)
      const beside = other.start(['run', lung, '--out', other.product.out], shared)
      worker.child.kill('SIGKILL')
      await killed.startWorker()
      for (const [product, running] of [
        [killed.product, run],
        [other.product, beside],
      ] as const) {
        const finished = await running.finished
        expect(finished.code, finished.stdout + finished.stderr).toBe(0)
        const { status, results, curves } = readResults(folderOf(product.out, 'ncctg-lung', finished))
        expect({ status, results, curves }).toEqual({
          status: undisturbed.status,
          results: undisturbed.results,
          curves: undisturbed.curves,
        })
      }
      const { database: db } = database.store
      const contents = await db.selectFrom('content').select('stage').orderBy('stage').execute()
      expect(contents.map(one => one.stage)).toEqual(['analyze', 'cohort', 'match'])
      const ends = await db.selectFrom('run').select('status').execute()
      expect(ends.map(({ status }) => status)).toEqual(['final', 'final'])
    } finally {
      await Promise.all([killed.close(), other.close()])
    }
  })
})
