import { Resampler } from './resample-cox.js'
import type { ResampledFits, ResampledModel, ResamplingPlan } from './resample-cox.js'
import { fitChunk } from './resampling-task.js'
import type { ResamplingTask } from './resampling-task.js'
import { shareArrays } from './share-arrays.js'
import { cores, runOnWorkers } from './worker-pool.js'

/** How many threads fit the resamples, and the program that all but the calling one run. */
export interface PoolOptions {
  /** As many as there are cores unless said; 1 computes in the calling thread. */
  readonly workers?: number
  /** The worker of this folder unless another one is to take its part. */
  readonly script?: URL
}

// A value of the design (a row's covariate in one fit) takes some 30 ns: 20 ms pay for a thread, 2 ms are a chunk.
const VALUES_A_THREAD = 600_000
const VALUES_A_CHUNK = 60_000

/**
 * Fits a Cox model to every resample of a plan: the calling thread and warm workers take chunk after chunk until none
 * is left. A small job stays in the calling thread. The answer does not depend on the number of threads. Throws
 * ResamplingFailed when a worker ends before its work is done.
 */
export const resampleOnAllCores = async (
  model: ResampledModel,
  plan: ResamplingPlan,
  options: PoolOptions = {},
): Promise<ResampledFits> => {
  const { replicates } = plan
  const { n, p } = model.data
  const valuesAFit = n * (p + 1)
  const worthwhile = Math.min(cores(), Math.ceil((replicates * valuesAFit) / VALUES_A_THREAD))
  const threads = Math.max(1, Math.min(options.workers ?? worthwhile, replicates))
  const fits = shareArrays({
    coefficients: new Float64Array(replicates * p),
    outcome: new Uint8Array(replicates),
  })
  const chunk = Math.max(1, Math.min(Math.floor(VALUES_A_CHUNK / valuesAFit), Math.ceil(replicates / (4 * threads))))
  const next = shareArrays(new Int32Array(1))
  const task = { model: threads === 1 ? model : shareArrays(model), plan, fits, next, chunk }
  const stop = (error: unknown): never => {
    Atomics.store(next, 0, replicates)
    throw error
  }
  const elsewhere = threads === 1 ? null : runOnWorkers(task, threads - 1, options.script).catch(stop)
  await Promise.all([elsewhere, workHere(task).catch(stop)])
  return fits
}

// What else the calling thread has to do gets its turn after each chunk.
const workHere = async (task: ResamplingTask): Promise<void> => {
  const resampler = new Resampler(task.model, task.plan)
  while (fitChunk(resampler, task)) await new Promise(resolve => setImmediate(resolve))
}
