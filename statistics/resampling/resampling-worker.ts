import { parentPort } from 'node:worker_threads'
import { Resampler } from './resample-cox.js'
import { fitChunk } from './resampling-task.js'
import type { ResamplingTask } from './resampling-task.js'

/** The message to a thread: a task, with the number that it answers with when nothing of it is left, or to end. */
export type WorkerMessage = { readonly id: number; readonly task: ResamplingTask } | 'end'

parentPort?.on('message', (message: WorkerMessage) => {
  if (message === 'end') {
    parentPort?.close()
    return
  }
  const resampler = new Resampler(message.task.model, message.task.plan)
  while (fitChunk(resampler, message.task));
  parentPort?.postMessage(message.id)
})
