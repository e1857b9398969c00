import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningWorker } from '../worker.js'
import { isPassing, patienceMilliseconds, sayAfter } from './patiently.js'

const stalledAfter = 6_000
const pause = 2_000

/** A worker that is hosted where and when it is needed. */
export interface Worked {
  /** Ends only when a worker that was needed can never be hosted. */
  readonly failed: Promise<never>
  readonly stop: () => Promise<void>
}

const never = (): Promise<never> => new Promise(() => undefined)

/**
 * Keeps a run worked: hosts a worker when nobody polls, or when whoever polled has gone quiet. A server that does not
 * take a worker just now, or that one was lost to, is asked again for an hour.
 */
export const keepWorked = (
  host: () => Promise<RunningWorker>,
  idle: () => number,
  polled: boolean,
  tell: (line: string) => void,
): Worked => {
  const stopped = new AbortController()
  // Also one that is being made: whoever stops waits for it, so that no worker is left behind.
  let hosted: Promise<RunningWorker | null> = Promise.resolve(null)
  const hosting = async (): Promise<never> => {
    let since = Date.now()
    let said = false
    for (;;) {
      try {
        const making = host()
        hosted = making.catch(() => null)
        const worker = await making
        since = Date.now()
        said = false
        // A worker that was stopped ends here, one that was lost throws.
        await worker.ended
        return await never()
      } catch (error) {
        // What goes wrong after the end concerns nobody any more.
        if (stopped.signal.aborted) return never()
        const waited = Date.now() - since
        if (!isPassing(error) || waited > patienceMilliseconds) throw error
        if (waited > sayAfter && !said) {
          said = true
          tell('Waiting for Temporal, which takes no worker; it is tried again for up to an hour.')
        }
        // A pause that is called off is the end as well.
        await sleep(pause, undefined, { signal: stopped.signal }).catch(never)
      }
    }
  }
  let needed: (value: undefined) => void = () => undefined
  const awaited = new Promise<undefined>(resolve => {
    needed = resolve
  })
  if (polled) {
    const timer = setInterval(() => {
      if (idle() > stalledAfter) needed(undefined)
    }, 1_000)
    stopped.signal.addEventListener('abort', () => {
      clearInterval(timer)
    })
  } else needed(undefined)
  const failed = awaited.then(() => hosting())
  failed.catch(() => undefined)
  const putAway = async (): Promise<void> => {
    stopped.abort()
    await (await hosted)?.stop()
  }
  let going: Promise<void> | null = null
  return { failed, stop: () => (going ??= putAway()) }
}
