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
import { waitUntil } from './waiting.js'

// A keeper is the parent of one server. It outlives the command that started it, so that the server is stopped in
// order however that command ended (interrupted, killed), and it ends with the server once nobody wants that any more.

const pollMilliseconds = 150
const startUpMilliseconds = 3_000
const restartLimit = 5

const folder = process.argv[2]
if (folder === undefined) throw new Error('a keeper needs the folder of its service')
const plan = JSON.parse(readFileSync(planFile(folder), 'utf8')) as ServerPlan
let askedToStop = false
// Whatever the server writes is its owner's alone.
process.umask(0o077)

const startServer = async (): Promise<ProcessIdentity> => {
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

const writeState = (server: ProcessIdentity, status: KeeperState['status']): void => {
  writeKeeperState(folder, {
    status,
    keeper: ownIdentity(),
    server,
    port: plan.port,
    description: plan.description,
    startedAt: new Date().toISOString(),
  })
}

const stopServer = async (server: ProcessIdentity): Promise<void> => {
  if (isAlive(server)) signalProcess(server.pid, plan.stopSignal)
  if (!(await waitUntil(() => !isAlive(server), plan.stopMilliseconds))) signalProcess(server.pid, 'SIGKILL', true)
  await waitUntil(() => !isAlive(server), 2_000)
}

/** Under the lock, so that no command takes a lease on a server that is about to stop. */
const giveUpWhenUnwanted = (server: ProcessIdentity): boolean => {
  if (!askedToStop && isWanted(folder)) return false
  const unlock = tryLock(lockFile(folder))
  if (unlock === undefined) return false
  try {
    if (!askedToStop && isWanted(folder)) return false
    writeState(server, 'stopping')
    return true
  } finally {
    unlock()
  }
}

const keep = async (): Promise<void> => {
  const before = readKeeperState(folder)
  // A keeper before this one was killed and left its server running: take that over, its users need not notice.
  let server = before !== undefined && isAlive(before.server) ? before.server : await startServer()
  writeState(server, 'running')
  let began = performance.now()
  let restarts = 0
  while (!giveUpWhenUnwanted(server)) {
    await sleep(pollMilliseconds)
    if (isAlive(server)) continue
    if (restarts === 0 && performance.now() - began < startUpMilliseconds) break
    if (restarts >= restartLimit) break
    restarts += 1
    await sleep(restarts * 500)
    server = await startServer()
    began = performance.now()
    writeState(server, 'running')
  }
  await stopServer(server)
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    askedToStop = true
  })
}
try {
  await keep()
} finally {
  rmSync(stateFile(folder), { force: true })
}
