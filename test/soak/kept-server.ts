import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerPlan } from '../../provision/kept-process.js'

/** A real server that is killed and started again, as often as a test wants. */
export interface KeptServer {
  readonly port: number
  /** Kills the server as a power cut would, and starts it again after a while. */
  readonly kill: (awayMilliseconds: number) => Promise<void>
  readonly stop: () => Promise<void>
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise(resolve => child.once('close', resolve))

/** Starts a server by its plan and waits until it answers. */
export const keepServerUp = async (
  plan: ServerPlan,
  folder: string,
  answers: () => Promise<boolean>,
): Promise<KeptServer> => {
  const start = (): ChildProcess => {
    const log = openSync(join(folder, 'soak.log'), 'a', 0o600)
    const child = spawn(plan.command, [...plan.arguments], {
      cwd: plan.workingFolder,
      env: plan.environment,
      stdio: ['ignore', log, log],
      detached: true,
      ...plan.account,
    })
    closeSync(log)
    child.on('error', () => undefined)
    return child
  }
  const upAgain = async (): Promise<ChildProcess> => {
    for (;;) {
      const child = start()
      while (child.exitCode === null && child.signalCode === null) {
        if (await answers()) return child
        await sleep(100)
      }
      // It died while it started, as where the port is not free yet.
      await sleep(500)
    }
  }
  let server = await upAgain()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    // Its children belong to its group: a postmaster that is killed leaves them behind.
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, signal)
    await ended(server)
  }
  return {
    port: plan.port,
    kill: async awayMilliseconds => {
      await end('SIGKILL')
      await sleep(awayMilliseconds)
      server = await upAgain()
    },
    stop: () => end(plan.stopSignal),
  }
}
