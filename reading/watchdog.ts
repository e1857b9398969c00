import { writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { WatchedReading } from './reading-bounds.js'

const { cpuSeconds, memoryMebibytes, asker } = workerData as WatchedReading
const every = 200

const end = (bound: string): void => {
  // The main thread may be stuck and never come to say anything: this is written at once.
  writeSync(1, bound)
  process.kill(process.pid, 'SIGKILL')
}

setInterval(() => {
  const { user, system } = process.cpuUsage()
  if ((user + system) / 1e6 > cpuSeconds) end('cpu')
  if (process.memoryUsage.rss() / (1 << 20) > memoryMebibytes) end('memory')
  // Nobody waits for the answer any more.
  if (process.ppid !== asker) end('')
}, every)

parentPort?.postMessage('watching')
