import { hostname } from 'node:os'

/** Who has polled a queue, as Temporal tells it. */
export interface Poller {
  readonly identity?: string | null
  readonly lastAccessTime?: { readonly seconds?: unknown } | null
}

// A worker that was killed stays listed for a while: only a poll of the last minute counts.
const recentMilliseconds = 65_000

/** Whether a poller's identity, `pid@host` as the SDK writes it, is that of a process of this machine that has ended. */
const isGone = (identity: string): boolean => {
  const [pid, host] = identity.split('@')
  if (host !== hostname() || !/^\d+$/.test(pid ?? '')) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Whether any of those who polled a queue polls it still. */
export const anyPolls = (pollers: readonly Poller[], now: number): boolean =>
  pollers.some(
    ({ identity, lastAccessTime }) =>
      Number(lastAccessTime?.seconds ?? 0) * 1_000 > now - recentMilliseconds && !isGone(identity ?? ''),
  )
