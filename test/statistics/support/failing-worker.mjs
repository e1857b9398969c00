import { parentPort } from 'node:worker_threads'

// Fails at its start, or at its first task, as long as the environment that it was started in says so.
if (process.env.RESAMPLING_FAILURE === 'start') throw new Error('no room')
parentPort.on('message', ({ id }) => {
  if (process.env.RESAMPLING_FAILURE === 'task') process.exit(3)
  parentPort.postMessage(id)
})
