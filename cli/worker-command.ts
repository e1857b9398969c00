import { commonQueue, taskQueue } from '../activities/task-queue.js'
import { withServices } from './connect.js'
import { exitCodes } from './exit-codes.js'
import { hostWorker } from './host-worker.js'
import { keeperLines } from './keeper-lines.js'
import { lookAfter, lookOnce } from './look-after.js'
import { strangeSchedules } from './strange-schedules.js'
import { realTelling } from './telling.js'
import { terminal } from './terminal.js'

/** Works runs until it is stopped: those of this code's version, and every schedule's nights. */
export const workerCommand = async ({ queues }: { readonly queues?: readonly string[] }): Promise<number> =>
  withServices(async connected => {
    const { mark } = connected.installation.key
    const polled = queues ?? [commonQueue(mark), taskQueue(mark)]
    const worker = await hostWorker(connected, polled)
    terminal.print(`worker ready, polling ${polled.join(', ')}; Ctrl-C stops it`)
    for (const line of await keeperLines(connected.store, null)) terminal.progress(line)
    let asked = false
    const stop = (): void => {
      if (asked) return
      asked = true
      terminal.progress('stopping after the activities at hand')
      worker.stop().catch(() => undefined)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    const telling = realTelling(connected.store)
    const said = new Set<string>()
    const look = async (): Promise<void> => {
      await lookOnce(connected, telling, terminal.progress)
      for (const line of await strangeSchedules(connected.client, commonQueue(mark))) {
        if (!said.has(line)) terminal.progress(line)
        said.add(line)
      }
    }
    const looked = lookAfter(look, terminal.progress)
    try {
      await Promise.race([worker.ended, looked.outdated])
      return exitCodes.done
    } finally {
      await looked.stop()
      await worker.stop()
    }
  })
