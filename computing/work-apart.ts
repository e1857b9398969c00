import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import workerpool, { type Pool } from 'workerpool'
import type { DatabaseServer } from '../sql/connect.js'
import { codeVersion } from '../stages/code-version.js'
import type { WorkApart } from '../stages/dependencies.js'
import { childEnvironment, youngGeneration } from '../words/child-environment.js'
import { type ErrorApart, errorFromApart } from '../words/error-apart.js'
import type { AskedOfComputer } from './answer-worker.js'
import { endOfComputer } from './computer-errors.js'

/** Processes that work long stages, kept between them. */
export interface Computers {
  readonly workApart: WorkApart
  /** Starts a process before its work is there, so that it is loaded by then. */
  readonly prepare: () => void
  readonly close: () => Promise<void>
}

/** Memory in mebibytes that the objects of one process may take; typed columns stand beside them. */
const memoryMebibytes = 2_048

/** The flags for V8 when a computing process starts; the build keeps its compiled code for these flags. */
export const computerFlags: readonly string[] = [
  `--max-old-space-size=${String(memoryMebibytes)}`,
  '--expose-gc',
  youngGeneration,
]

// A run's next long stage comes within seconds; a process that waits for the next night would hold its memory for nothing.
const idleMilliseconds = 20_000

const program = (): { readonly script: string; readonly loader: readonly string[] } => {
  const extension = extname(import.meta.url)
  const script = fileURLToPath(new URL(`./computer${extension}`, import.meta.url))
  // Under the test runner the rooms are not compiled.
  const loader =
    extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []
  return { script, loader }
}

const startPool = (): Pool => {
  const { script, loader } = program()
  return workerpool.pool(script, {
    workerType: 'process',
    maxWorkers: availableParallelism(),
    forkOpts: {
      // The database's address comes over the channel; no password and no key stands in its environment.
      env: childEnvironment(process.env),
      execArgv: [...loader, ...computerFlags],
      serialization: 'advanced',
    },
  })
}

/** Prepares processes that work long stages over a database: none is started before there is work, and none stays idle for long. */
export const computersOn = (server: DatabaseServer, code = codeVersion()): Computers => {
  let pool: Pool | null = null
  let idle: NodeJS.Timeout | undefined
  const letGo = async (): Promise<void> => {
    const going = pool
    pool = null
    await going?.terminate(true)
  }
  // What a process holds of the stages before is given back at once by its end alone; figures and a workbook need half as much again.
  const refreshed = async (): Promise<void> => {
    const { pendingTasks = 0, activeTasks = 0 } = pool?.stats() ?? {}
    if (pendingTasks + activeTasks === 0) await letGo()
  }
  const began = (): Pool => {
    clearTimeout(idle)
    pool ??= startPool()
    return pool
  }
  const ended = (own: Pool): void => {
    const { pendingTasks, activeTasks } = own.stats()
    if (pool !== own || pendingTasks + activeTasks > 0) return
    clearTimeout(idle)
    idle = setTimeout(() => void letGo(), idleMilliseconds)
    idle.unref()
  }
  let loading: Promise<void> = Promise.resolve()
  const workApart: WorkApart = async (work, cancelled) => {
    // A process that is being made ready is waited for: a second one would be ready no sooner.
    await Promise.race([loading, cancelled])
    if (work.activity === 'render') await refreshed()
    const own = began()
    const asked: AskedOfComputer = { code, server, work }
    const answer = own.exec('compute', [asked])
    // What is called off is ended with its process.
    cancelled.catch(() => {
      answer.cancel()
    })
    try {
      const failed = (await Promise.race([answer, cancelled])) as ErrorApart | null
      if (failed !== null) throw errorFromApart(failed)
    } catch (error) {
      throw error instanceof Error && /terminated/i.test(error.message)
        ? endOfComputer(work.activity, error.message, memoryMebibytes)
        : error
    } finally {
      ended(own)
    }
  }
  const prepare = (): void => {
    const own = began()
    const load = async (): Promise<void> => {
      try {
        await own.exec('ready')
      } catch {
        // One that cannot start says so to the stage that needs it.
      } finally {
        ended(own)
      }
    }
    loading = load()
  }
  return {
    workApart,
    prepare,
    close: async () => {
      clearTimeout(idle)
      await letGo()
    },
  }
}
