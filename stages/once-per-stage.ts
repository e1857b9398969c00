import type { Store } from '../sql/connect.js'
import { isStageDone } from '../sql/stages.js'

const going = new WeakMap<Store, Map<string, Promise<void>>>()

/**
 * Does a stage's work unless its mark is there. An attempt that was given up goes on computing in its process: the next one
 * waits for its end and looks again, so that late attempts neither pile up nor compute what is written already.
 */
export const oncePerStage = async (
  store: Store,
  runId: string,
  stage: string,
  work: () => Promise<unknown>,
): Promise<void> => {
  const own = going.get(store) ?? new Map<string, Promise<void>>()
  going.set(store, own)
  const name = `${runId}/${stage}`
  const before = own.get(name) ?? Promise.resolve()
  const attempt = before
    // The attempt before reports its own failure.
    .catch(() => undefined)
    .then(async () => {
      if (!(await isStageDone(store.database, runId, stage))) await work()
    })
  own.set(name, attempt)
  try {
    await attempt
  } finally {
    if (own.get(name) === attempt) own.delete(name)
  }
}
