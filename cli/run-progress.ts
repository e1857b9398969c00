import colors from 'picocolors'
import type { RunEventRow } from '../sql/runs.js'
import { failureWords } from './refusal-words.js'
import { stageName } from './stage-words.js'

/** An event of a run as its progress needs it. */
export type ProgressEvent = Pick<RunEventRow, 'site' | 'stage' | 'state' | 'text' | 'at'>

/** A run's progress: what is going on, put together from its events. */
export interface RunProgress {
  /** The line that shows an event, or null where the display of what is going on shows it. */
  readonly tell: (event: ProgressEvent) => string | null
  /** A line for each stage that takes long, each shown once. */
  readonly slow: (now: number) => readonly string[]
  /** All that is going on, in one line. */
  readonly goingOn: (now: number) => string
}

const sayAfter = 2_000

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

const nameOf = ({ site, stage }: ProgressEvent): string => `${stageName(stage)}${site === null ? '' : ` · ${site}`}`

/** Starts the progress of one run. */
export const runProgress = (): RunProgress => {
  const going = new Map<string, { readonly since: number; said: boolean }>()
  return {
    tell: event => {
      const name = nameOf(event)
      const at = Date.parse(event.at)
      if (event.state === 'started') {
        going.set(name, { since: at, said: false })
        return event.text === '' ? null : `  ${colors.yellow('↻')} ${name} (${event.text})`
      }
      const took = at - (going.get(name)?.since ?? at)
      going.delete(name)
      return event.state === 'done'
        ? `  ${colors.green('✓')} ${name.padEnd(52)} ${colors.dim(seconds(took).padStart(7))}`
        : `  ${colors.red('✗')} ${name}: ${failureWords(event)}`
    },
    slow: now =>
      [...going].flatMap(([name, stage]) => {
        if (stage.said || now - stage.since <= sayAfter) return []
        stage.said = true
        return [`  … ${name} (${seconds(now - stage.since)} so far)`]
      }),
    goingOn: now => [...going].map(([name, { since }]) => `${name} ${seconds(now - since)}`).join('   '),
  }
}
