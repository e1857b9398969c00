import { spawn } from 'node:child_process'
import { closeSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFile, logFile, planFile, readKeeperState, stateFile, writeKeeperState } from './kept-process.js'
import type { KeeperState, ServerPlan } from './kept-process.js'
import { isWanted } from './leases.js'
import { tryLock } from './lock.js'
import { identityOf, isAlive, ownIdentity, signalProcess } from './processes.js'
import type { ProcessIdentity } from './processes.js'
import { openLog } from './server-log.js'
import { waitUntil } from './wait-for.js'

const pollMilliseconds = 150
const startUpMilliseconds = 3_000
const restartLimit = 5

const startServer = async (folder: string, plan: ServerPlan): Promise<ProcessIdentity> => {
  const log = openLog(logFile(folder))
  const child = spawn(plan.command, [...plan.arguments], {
    cwd: plan.workingFolder,
    env: plan.environment,
    stdio: ['ignore', log, log],
    detached: true,
    ...plan.account,
  })
  closeSync(log)
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  child.on('error', () => undefined)
  const pid = child.pid ?? 0
  return identityOf(pid) ?? { pid, startedAt: 'ended at once' }
}

const stopServer = async (plan: ServerPlan, server: ProcessIdentity): Promise<void> => {
  if (isAlive(server)) signalProcess(server.pid, plan.stopSignal)
  if (!(await waitUntil(() => !isAlive(server), plan.stopMilliseconds))) signalProcess(server.pid, 'SIGKILL', true)
  await waitUntil(() => !isAlive(server), 2_000)
}

/** Under the lock, so that no command takes a lease on a server that is about to stop. */
const giveUpWhenUnwanted = (folder: string, stop: AbortSignal, leave: () => void): boolean => {
  if (!stop.aborted && isWanted(folder)) return false
  const unlock = tryLock(lockFile(folder))
  if (unlock === undefined) return false
  try {
    if (!stop.aborted && isWanted(folder)) return false
    leave()
    return true
  } finally {
    unlock()
  }
}

const keep = async (folder: string, stop: AbortSignal): Promise<void> => {
  const plan = JSON.parse(readFileSync(planFile(folder), 'utf8')) as ServerPlan
  const { port, description } = plan
  const tell = (status: KeeperState['status']): void => {
    const startedAt = new Date().toISOString()
    writeKeeperState(folder, { status, keeper: ownIdentity(), server, port, description, startedAt })
  }
  const before = readKeeperState(folder)
  // A keeper before this one was killed and left its server running: take that over, its users need not notice.
  let server = before !== undefined && isAlive(before.server) ? before.server : await startServer(folder, plan)
  tell('running')
  let began = performance.now()
  let restarts = 0
  while (!giveUpWhenUnwanted(folder, stop, () => tell('stopping'))) {
    await sleep(pollMilliseconds)
    if (isAlive(server)) continue
    if (restarts === 0 && performance.now() - began < startUpMilliseconds) break
    if (restarts >= restartLimit) break
    restarts += 1
    await sleep(restarts * 500)
    server = await startServer(folder, plan)
    began = performance.now()
    tell('running')
  }
  await stopServer(plan, server)
}

/** Keeps the server of a service's folder by its plan until nobody wants it, or until asked to stop; then stops it in order. */
export const keepServer = async (folder: string, stop: AbortSignal): Promise<void> => {
  try {
    await keep(folder, stop)
  } finally {
    rmSync(stateFile(folder), { force: true })
  }
}
