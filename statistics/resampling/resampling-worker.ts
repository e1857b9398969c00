import { workerData } from 'node:worker_threads'
import { resampleCox } from './resample-cox.js'
import type { WorkerTask } from './worker-pool.js'

const { model, plan, fits, next, chunk } = workerData as WorkerTask

for (;;) {
  const from = Atomics.add(next, 0, chunk)
  if (from >= plan.replicates) break
  resampleCox(model, plan, { from, to: Math.min(from + chunk, plan.replicates) }, fits)
}
