import type { ResampledFits, ResampledModel, Resampler, ResamplingPlan } from './resample-cox.js'

/** Resamples that several threads fit together; every array lies in memory that they share. */
export interface ResamplingTask {
  readonly model: ResampledModel
  readonly plan: ResamplingPlan
  readonly fits: ResampledFits
  /** The next resample that nobody has taken. */
  readonly next: Int32Array
  /** How many resamples a thread takes at a time. */
  readonly chunk: number
}

/** Takes the next chunk of a task and fits it; false when nothing was left. */
export const fitChunk = (resampler: Resampler, { plan, fits, next, chunk }: ResamplingTask): boolean => {
  const from = Atomics.add(next, 0, chunk)
  if (from >= plan.replicates) return false
  resampler.fit({ from, to: Math.min(from + chunk, plan.replicates) }, fits)
  return true
}
