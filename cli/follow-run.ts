import colors from 'picocolors'
import type { Store } from '../sql/connect.js'
import { type RunEventRow, selectRunEvents, selectRunOfExecution } from '../sql/runs.js'
import type { Terminal } from './terminal.js'

const words: Readonly<Record<string, string>> = {
  ingestSite: 'reading the exports',
  harmonizeSite: 'harmonizing',
  acceptSite: 'comparing with the last accepted export',
  settleSites: 'settling which data each site brings',
  selectCohort: 'applying the criteria',
  deriveEndpoints: 'deriving endpoints',
  matchCohort: 'matching by propensity score',
  analyze: 'analyzing',
  render: 'writing the workbook and figures',
  send: 'mailing',
  closeRun: 'closing the run',
  openRun: 'opening the run',
}

const pollEvery = 150
const sayAfter = 2_000

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

const nameOf = (event: Pick<RunEventRow, 'site' | 'stage'>): string =>
  `${words[event.stage] ?? event.stage}${event.site === null ? '' : ` · ${event.site}`}`

/** Follows a run through what its activities say: a line a site and a stage when it ends, and what is going on now. */
export interface RunFollower {
  /** Milliseconds since the run last moved. */
  readonly idle: () => number
  readonly runId: () => string | null
  readonly stop: () => Promise<void>
}

/** Starts to follow the run of an execution. */
export const followRun = (store: Store, executionId: string, terminal: Terminal): RunFollower => {
  let runId: string | null = null
  let last = 0
  let moved = Date.now()
  const stop = new AbortController()
  const going = new Map<string, { readonly since: number; said: boolean }>()

  const tell = (event: RunEventRow): void => {
    const name = nameOf(event)
    const at = Date.parse(event.at)
    if (event.state === 'started') {
      going.set(name, { since: at, said: false })
      if (event.text !== '') terminal.progress(`  ${colors.yellow('↻')} ${name} (${event.text})`)
      return
    }
    const took = at - (going.get(name)?.since ?? at)
    going.delete(name)
    if (event.state === 'done')
      terminal.progress(`  ${colors.green('✓')} ${name.padEnd(52)} ${colors.dim(seconds(took).padStart(7))}`)
    else terminal.progress(`  ${colors.red('✗')} ${name}: ${event.text}`)
  }

  const look = async (): Promise<void> => {
    runId ??= (await selectRunOfExecution(store.database, executionId))?.run_id ?? null
    if (runId === null) return
    for (const event of await selectRunEvents(store.database, runId, last)) {
      if (last === 0) terminal.progress(`run ${colors.bold(runId)}`)
      last = event.event_id
      moved = Date.now()
      tell(event)
    }
    for (const [name, stage] of going) {
      const since = Date.now() - stage.since
      if (!terminal.interactive && !stage.said && since > sayAfter) {
        stage.said = true
        terminal.progress(`  … ${name} (${seconds(since)} so far)`)
      }
    }
    terminal.transient([...going].map(([name, { since }]) => `${name} ${seconds(Date.now() - since)}`).join('   '))
  }

  const following = (async () => {
    while (!stop.signal.aborted) {
      await look()
      await new Promise(wake => setTimeout(wake, pollEvery))
    }
    await look()
    terminal.transient('')
  })()
  // A database that goes away while we look on is told by the run itself; looking on just ends.
  following.catch(() => undefined)
  return {
    idle: () => Date.now() - moved,
    runId: () => runId,
    stop: async () => {
      stop.abort()
      await following.catch(() => undefined)
    },
  }
}
