import { setTimeout as sleep } from 'node:timers/promises'
import { isPostgresAway, isTemporalAway } from './service-away.js'

/** So long is waited for a service that went away. */
export const patienceMilliseconds = 3_600_000

/** After this time the terminal shows what is waited for. */
export const sayAfter = 10_000
const pauses = [250, 500, 1_000, 2_000, 5_000] as const

/** The clock and the pauses of whoever waits; tests bring their own. */
export interface Waiting {
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<unknown>
  readonly tell: (line: string) => void
}

/** Which service an error says is away; null where it says something else. */
export const serviceAway = (error: unknown): 'Temporal' | 'PostgreSQL' | null => {
  if (isTemporalAway(error)) return 'Temporal'
  return isPostgresAway(error) ? 'PostgreSQL' : null
}

/** Whether an error of hosting a worker may pass: a service is away, or Temporal's library could not reach its server. */
export const isPassing = (error: unknown): boolean =>
  serviceAway(error) !== null ||
  (error instanceof Error && (error.name === 'TransportError' || error.name === 'UnexpectedError'))

/** A waiting that tells a person on the terminal. */
export const onTerminal = (terminal: { readonly progress: (line: string) => void }): Waiting => ({
  now: Date.now,
  pause: milliseconds => sleep(milliseconds),
  tell: terminal.progress,
})

/**
 * Does something that services may be away for: it is tried again for an hour, and after ten seconds it is said what is
 * waited for. What is no absence is thrown at once.
 */
export const patiently = async <T>(
  work: () => Promise<T>,
  { now, pause, tell }: Waiting,
  milliseconds = patienceMilliseconds,
): Promise<T> => {
  const since = now()
  let said = false
  for (let tried = 0; ; tried += 1) {
    try {
      const value = await work()
      if (said) tell('It answers again.')
      return value
    } catch (error) {
      const service = serviceAway(error)
      const waited = now() - since
      if (service === null || waited >= milliseconds) throw error
      if (!said && waited >= sayAfter) {
        said = true
        tell(`Waiting for ${service}, which does not answer; it is tried again for up to an hour.`)
      }
      const next = pauses[Math.min(tried, pauses.length - 1)] ?? 5_000
      // Who waits for an answer does not wait for a pause to end.
      await pause(said ? next : Math.min(next, Math.max(sayAfter - waited, 1)))
    }
  }
}
