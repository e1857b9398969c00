import { randomStream } from '../../../statistics/numeric/random.js'
import { bootstrapCox } from '../../../statistics/resampling/bootstrap-cox.js'

// A program of its own: two bootstraps on two threads, then nothing that should hold it open.
const random = randomStream(1)
const input = {
  time: Float64Array.from({ length: 60 }, () => Math.ceil(40 * random())),
  event: Uint8Array.from({ length: 60 }, () => (random() < 0.7 ? 1 : 0)),
  covariates: [Float64Array.from({ length: 60 }, () => (random() < 0.5 ? 1 : 0))],
}
for (const seed of [1, 1]) {
  const { terms } = await bootstrapCox(input, { replicates: 40, seed, workers: 2 })
  process.stdout.write(`${String(terms[0]?.se)}\n`)
}
