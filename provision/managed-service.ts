import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { copiedWhileWorked, lockFile, logFile, planFile, readKeeperState, stateFile } from './kept-process.js'
import type { KeeperState, ServerPlan } from './kept-process.js'
import { stopWhenInterrupted } from './interruption.js'
import { isWanted, takeLease } from './leases.js'
import { withLock } from './lock.js'
import { identityOf, isAlive, signalProcess } from './processes.js'
import type { ProcessIdentity } from './processes.js'
import { makePrivateFolder, writePrivateFile } from './state-files.js'
import { waitFor, waitUntil } from './wait-for.js'

/** A server that a command may start: how it is planned, and how one asks whether it answers yet. */
export interface ManagedService {
  readonly folder: string
  readonly label: string
  readonly plan: () => Promise<ServerPlan>
  /** True when it answers, false when not yet; throws when it never will. */
  readonly answers: (port: number) => Promise<boolean>
  readonly progress: (line: string) => void
}

/** Thrown where a service's folder was copied while its server worked: what was copied then need not be whole. */
export class CopiedWhileWorked extends Error {
  override readonly name = 'CopiedWhileWorked'

  constructor(folder: string, from: string) {
    super(`${folder} was copied from ${from} while a server worked there, so the copy need not be whole`)
  }
}

/** A running server of this checkout, and how a command says that it needs it no longer. */
export interface ManagedServer {
  readonly port: number
  readonly description: string
  readonly release: () => Promise<void>
}

const attempts = 3
const answerMilliseconds = 60_000

const keeperArguments = (folder: string): readonly string[] => {
  const compiled = fileURLToPath(new URL('./keeper.js', import.meta.url))
  if (existsSync(compiled)) return [compiled, folder]
  // Under the test runner the rooms are not compiled.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return ['--import', loader, fileURLToPath(new URL('./keeper.ts', import.meta.url)), folder]
}

const spawnKeeper = (folder: string): ProcessIdentity => {
  const log = openSync(join(folder, 'keeper.log'), 'w', 0o600)
  const environment = Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR'].flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
  const child = spawn(process.execPath, [...keeperArguments(folder)], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  child.on('error', () => undefined)
  child.unref()
  const pid = child.pid ?? 0
  return identityOf(pid) ?? { pid, startedAt: 'ended at once' }
}

/** The keeper's state when keeper and server both run. */
const runningState = (folder: string): KeeperState | undefined => {
  const state = readKeeperState(folder)
  return state?.status === 'running' && isAlive(state.keeper) ? state : undefined
}

const waitForLeavingKeeper = async (folder: string): Promise<void> => {
  const state = readKeeperState(folder)
  if (state?.status === 'stopping' && isAlive(state.keeper)) await waitUntil(() => !isAlive(state.keeper), 15_000)
}

const startKeeper = async (service: ManagedService): Promise<KeeperState | undefined> => {
  const before = readKeeperState(service.folder)
  const orphaned = before !== undefined && isAlive(before.server)
  if (!orphaned) {
    rmSync(stateFile(service.folder), { force: true })
    writePrivateFile(planFile(service.folder), JSON.stringify(await service.plan(), null, 2))
  }
  const keeper = spawnKeeper(service.folder)
  return waitFor(() => {
    const state = readKeeperState(service.folder)
    if (state?.keeper.pid === keeper.pid) return state
    if (!isAlive(keeper)) throw new Error(`its keeper ended at once, see ${join(service.folder, 'keeper.log')}`)
    return undefined
  }, 20_000)
}

const waitForAnswer = async (service: ManagedService, state: KeeperState): Promise<boolean> =>
  (await waitFor(async () => {
    if (await service.answers(state.port)) return true
    const now = readKeeperState(service.folder)
    // The keeper gave up: most likely another program took the port in between.
    return now === undefined || !isAlive(now.keeper) ? false : undefined
  }, answerMilliseconds)) ?? false

const lastLogLines = (folder: string): string => {
  if (!existsSync(logFile(folder))) return 'it wrote no log'
  return `its log ${logFile(folder)} ends: ${readFileSync(logFile(folder), 'utf8').trim().split('\n').slice(-2).join(' | ')}`
}

const startOrJoin = async (service: ManagedService): Promise<KeeperState> => {
  const from = copiedWhileWorked(service.folder)
  if (from !== null) throw new CopiedWhileWorked(service.folder, from)
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    await waitForLeavingKeeper(service.folder)
    const state = runningState(service.folder) ?? (await startKeeper(service))
    if (state !== undefined && (await waitForAnswer(service, state))) return state
    if (state !== undefined && isAlive(state.keeper)) {
      signalProcess(state.keeper.pid, 'SIGTERM')
    }
  }
  throw new Error(`${service.label} does not answer; ${lastLogLines(service.folder)}`)
}

/** Waits until a service that nobody wants any more has stopped. */
export const waitUntilStopped = async (folder: string): Promise<void> => {
  await waitUntil(() => {
    const state = readKeeperState(folder)
    return state === undefined || !isAlive(state.keeper) || isWanted(folder)
  }, 20_000)
}

/** Starts a service of this checkout, or joins it when another command has started it. */
export const acquireManagedService = async (service: ManagedService): Promise<ManagedServer> => {
  makePrivateFolder(service.folder)
  const waiting = (): void => {
    service.progress(`Waiting for another command that is starting ${service.label}`)
  }
  const dropLease = takeLease(service.folder)
  const leave = async (): Promise<void> => {
    dropLease()
    await waitUntilStopped(service.folder)
  }
  const forget = stopWhenInterrupted(leave)
  const release = async (): Promise<void> => {
    await leave()
    forget()
  }
  try {
    const state = await withLock(lockFile(service.folder), () => startOrJoin(service), waiting)
    return { port: state.port, description: state.description, release }
  } catch (error) {
    await release()
    throw error
  }
}
