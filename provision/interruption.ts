import { constants } from 'node:os'

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const stops = new Set<() => Promise<void>>()

const answer = (signal: NodeJS.Signals): void => {
  // Where the command has its own answer to an interruption, it releases its services itself.
  if (process.listenerCount(signal) > 1) return
  void Promise.allSettled([...stops].map(stop => stop())).then(() => {
    process.exit(128 + constants.signals[signal])
  })
}

/**
 * Until the returned function is called: an interruption that nobody else answers ends this process, but only after
 * what it has started was stopped.
 */
export const stopWhenInterrupted = (stop: () => Promise<void>): (() => void) => {
  if (stops.size === 0) for (const signal of endingSignals) process.on(signal, answer)
  stops.add(stop)
  return () => {
    stops.delete(stop)
    if (stops.size === 0) for (const signal of endingSignals) process.off(signal, answer)
  }
}
