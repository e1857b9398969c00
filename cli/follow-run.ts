import { setTimeout as sleep } from 'node:timers/promises'
import colors from 'picocolors'
import type { Store } from '../sql/connect.js'
import { selectRunEvents, selectRunOfExecution } from '../sql/runs.js'
import { readRun, RunWithoutProtocol } from '../runs/run-context.js'
import { hasWork } from '../words/stages.js'
import { onTerminal, patiently, type Waiting } from './patiently.js'
import { runProgress } from './run-progress.js'
import type { Terminal } from './terminal.js'

const pollEvery = 150

/** Follows a run through what its activities say: a line for each site and stage when it ends, and what is going on now. */
export interface RunFollower {
  /** Milliseconds since the run last moved. */
  readonly idle: () => number
  readonly stop: () => Promise<void>
}

const studyOf = async (store: Store, runId: string): Promise<{ readonly matching?: unknown }> => {
  try {
    return (await readRun({ store }, runId)).study
  } catch (error) {
    if (error instanceof RunWithoutProtocol) return {}
    throw error
  }
}

/** Starts to follow the run of an execution. */
export const followRun = (store: Store, executionId: string, terminal: Terminal): RunFollower => {
  let runId: string | null = null
  let last = 0
  let moved = Date.now()
  const stop = new AbortController()
  const progress = runProgress()
  const waiting: Waiting = {
    ...onTerminal(terminal),
    // Whoever stops looking on does not wait for the database.
    pause: milliseconds => sleep(milliseconds, undefined, { signal: stop.signal }),
  }

  let study: { readonly matching?: unknown } | null = null

  const look = async (): Promise<void> => {
    runId ??= (await selectRunOfExecution(store.database, executionId))?.run_id ?? null
    if (runId === null) return
    study ??= await studyOf(store, runId)
    for (const event of await selectRunEvents(store.database, runId, last)) {
      if (last === 0) terminal.progress(`run ${colors.bold(runId)}`)
      last = event.event_id
      moved = Date.now()
      if (!hasWork(event.stage, study)) continue
      const line = progress.tell(event)
      if (line !== null) terminal.progress(line)
    }
    if (!terminal.interactive) for (const line of progress.slow(Date.now())) terminal.progress(line)
    terminal.transient(progress.goingOn(Date.now()))
  }

  const following = (async () => {
    while (!stop.signal.aborted) {
      // A database that is away for a while is waited for; what else goes wrong is said by the run itself.
      await patiently(look, waiting)
      await sleep(pollEvery, undefined, { signal: stop.signal }).catch(() => undefined)
    }
    await look()
    terminal.transient('')
  })()
  following.catch(() => undefined)
  return {
    idle: () => Date.now() - moved,
    stop: async () => {
      stop.abort()
      await following.catch(() => undefined)
    },
  }
}
