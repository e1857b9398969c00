import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../support/checkout.js'

// What a command ends with where a service is not there when it starts.
const awayCode = 4

/** The product's worker as a service keeps it: started again whenever it has ended. */
export interface SoakedWorker {
  readonly kill: () => void
  readonly freeze: (milliseconds: number) => Promise<void>
  /** How often it ended without having been killed by the soak. */
  readonly endedByItself: () => number
  readonly stop: () => Promise<void>
}

/** Keeps a worker of the built product up; what it says is written into a log. */
export const keepWorkerUp = (environment: Readonly<Record<string, string>>, log: string): SoakedWorker => {
  const asked = { stop: false, kill: false }
  const stopping = (): boolean => asked.stop
  let byItself = 0
  const at: { child?: ChildProcess } = {}
  const main = join(checkout, 'dist', 'programs', 'main.js')
  const over = (async () => {
    while (!stopping()) {
      const started = spawn(process.execPath, [main, 'worker'], {
        env: { ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        // In a group of its own: a person's Ctrl-C is for the soak.
        detached: true,
      })
      at.child = started
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', (bytes: Buffer) => {
          appendFileSync(log, bytes)
        })
      const code = await new Promise<number | null>(resolve => started.once('close', resolve))
      // Services that are away when it starts are no fault of its own: whoever keeps it starts it again.
      if (!stopping() && !asked.kill && code !== awayCode) byItself += 1
      asked.kill = false
      await sleep(200)
    }
  })()
  return {
    kill: () => {
      asked.kill = true
      at.child?.kill('SIGKILL')
    },
    freeze: async milliseconds => {
      const frozen = at.child
      frozen?.kill('SIGSTOP')
      await sleep(milliseconds)
      frozen?.kill('SIGCONT')
    },
    endedByItself: () => byItself,
    stop: async () => {
      asked.stop = true
      at.child?.kill('SIGTERM')
      await over
    },
  }
}
