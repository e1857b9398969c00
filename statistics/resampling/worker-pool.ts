import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { CoxData } from '../cox/cox-data.js'
import type { ResampledFits, ResampledModel, ResamplingPlan } from './resample-cox.js'
import { resampleCox } from './resample-cox.js'

/** How many threads fit the resamples, and the program that they run. */
export interface PoolOptions {
  /** All cores unless said; 1 computes in the calling thread. */
  readonly workers?: number
  /** The compiled worker beside this file unless a loader has to come before it. */
  readonly script?: URL
}

/** What a worker is started with; every array lies in shared memory. */
export interface WorkerTask {
  readonly model: ResampledModel
  readonly plan: ResamplingPlan
  readonly fits: ResampledFits
  /** The next resample that nobody has taken. */
  readonly next: Int32Array
  /** How many resamples a worker takes at a time. */
  readonly chunk: number
}

// A thread starts in the time of some hundred fits of a small model.
const FEWEST_PER_WORKER = 50
const CHUNKS_PER_WORKER = 4

/** Fits a Cox model to every resample of a plan on all cores. The answer does not depend on the number of workers. */
export async function resampleOnAllCores(
  model: ResampledModel,
  plan: ResamplingPlan,
  options: PoolOptions = {},
): Promise<ResampledFits> {
  const { replicates } = plan
  const most = options.workers ?? Math.min(availableParallelism(), Math.ceil(replicates / FEWEST_PER_WORKER))
  const workers = Math.max(1, Math.min(most, replicates))
  const fits = {
    coefficients: shared(new Float64Array(replicates * model.data.p)),
    outcome: shared(new Uint8Array(replicates)),
  }
  if (workers === 1) {
    resampleCox(model, plan, { from: 0, to: replicates }, fits)
    return fits
  }
  const task: WorkerTask = {
    model: { ...model, data: shareData(model.data), unit: shared(model.unit) },
    plan,
    fits,
    next: shared(new Int32Array(1)),
    chunk: Math.ceil(replicates / (workers * CHUNKS_PER_WORKER)),
  }
  const script = options.script ?? new URL('./resampling-worker.js', import.meta.url)
  const threads = Array.from({ length: workers }, () => new Worker(script, { workerData: task }))
  try {
    await Promise.all(threads.map(finished))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  return fits
}

function finished(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`a resampling worker ended with ${code}`))
    })
  })
}

function shareData(data: CoxData): CoxData {
  const { entry } = data
  return {
    ...data,
    order: shared(data.order),
    event: shared(data.event),
    x: shared(data.x),
    weight: data.weight === null ? null : shared(data.weight),
    offset: data.offset === null ? null : shared(data.offset),
    cluster: null,
    entry:
      entry === null
        ? null
        : {
            start: shared(entry.start),
            byStart: shared(entry.byStart),
            stratumFirst: shared(entry.stratumFirst),
            stratumEnd: shared(entry.stratumEnd),
          },
  }
}

interface Column<T> {
  readonly byteLength: number
  readonly length: number
  set(values: T): void
}

// The same numbers in memory that threads see without a copy.
function shared<T extends Column<T>>(values: T): T {
  const kind = values.constructor as new (buffer: SharedArrayBuffer) => T
  const copy = new kind(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}
