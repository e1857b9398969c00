import { commonQueue, taskQueue } from '../stages/task-queue.js'
import { withServices } from './with-services.js'
import { exitCodes } from '../words/exit-codes.js'
import { hostWorker } from './host-worker.js'
import { keeperLines } from './keeper-lines.js'
import { lookAfter, lookOnce } from './look-after.js'
import { onTerminal, patiently } from './patiently.js'
import { strangeSchedules } from './strange-schedules.js'
import { refuseNoMailServer } from './mailer.js'
import { realTelling } from './telling.js'
import { terminal } from './terminal.js'

/** Works runs until it is stopped: those of this code's version, and every schedule's nights. */
export const workerCommand = async ({ queues }: { readonly queues?: readonly string[] }): Promise<number> => {
  refuseNoMailServer(process.env)
  return withServices(async connected => {
    const { mark } = connected.installation.key
    const polled = queues ?? [commonQueue(mark), taskQueue(mark)]
    const worker = await hostWorker(connected, polled)
    terminal.print(`worker ready, polling ${polled.join(', ')}; Ctrl-C stops it`)
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
    const keepers = patiently(() => keeperLines(connected.store, null), onTerminal(terminal)).then(async lines => {
      for (const line of lines) terminal.progress(line)
      await worker.ended
    })
    try {
      await Promise.race([worker.ended, looked.outdated, keepers])
      return exitCodes.done
    } finally {
      // Whatever happened, stages at hand end before their database is let go.
      await looked.stop()
      await worker.stop()
    }
  })
}
